"""The pages of assessors and moderators, and the freeze."""

from django.urls import URLPattern, path

from menuju.rounds.urls.region import REGION
from menuju.rounds.views import freeze, moderation, scores, sittings

SCORING = f"{REGION}penilaian/"
SITTINGS = "<slug:code>/musyawarah/sidang/"

urlpatterns: list[URLPattern] = [
    path(SCORING, scores.scoring, name="scoring"),
    path(f"{SCORING}kirim/", scores.scores_submit, name="scores_submit"),
    path(f"{SCORING}pembanding/", scores.compare, name="compare"),
    path(f"{SCORING}<slug:item>/", scores.score, name="score"),
    path(f"{SCORING}<slug:item>/simpan/", scores.score_autosave, name="score_autosave"),
    path("<slug:code>/musyawarah/", moderation.moderation, name="moderation"),
    path(SITTINGS, sittings.sitting_list, name="sittings"),
    path(f"{SITTINGS}<int:key>/", sittings.sitting, name="sitting"),
    path(f"{SITTINGS}<int:key>/tutup/", sittings.close, name="close_sitting"),
    path(
        f"{SITTINGS}<int:key>/anggota/<int:member>/keluar/",
        sittings.leave,
        name="leave_sitting",
    ),
    path(f"{REGION}musyawarah/<slug:item>/", moderation.moderate, name="moderate"),
    path("<slug:code>/pembekuan/", freeze.freeze, name="freeze"),
]
