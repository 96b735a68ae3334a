"""The pages of assessors and moderators, and the freeze."""

from django.urls import URLPattern, path

from menuju.rounds.urls.region import REGION
from menuju.rounds.views import moderation, scores

SCORING = f"{REGION}penilaian/"

urlpatterns: list[URLPattern] = [
    path(SCORING, scores.scoring, name="scoring"),
    path(f"{SCORING}kirim/", scores.scores_submit, name="scores_submit"),
    path(f"{SCORING}pembanding/", scores.compare, name="compare"),
    path(f"{SCORING}<slug:item>/", scores.score, name="score"),
    path(f"{SCORING}<slug:item>/simpan/", scores.score_autosave, name="score_autosave"),
    path("<slug:code>/musyawarah/", moderation.moderation, name="moderation"),
    path(f"{REGION}musyawarah/<slug:item>/", moderation.moderate, name="moderate"),
    path("<slug:code>/pembekuan/", moderation.freeze, name="freeze"),
]
