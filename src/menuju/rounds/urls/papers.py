"""What leaves the pages of a round: minutes as PDF, boards as tables."""

from django.urls import URLPattern, path, re_path

from menuju.rounds.views import exports, minutes

ENDING = r"\.(?P<ending>csv|xlsx)$"
ROUND = r"^(?P<code>[-\w]+)/"

urlpatterns: list[URLPattern] = [
    path(
        "<slug:code>/sesi/<int:session>/berita-acara.pdf",
        minutes.session,
        name="session_minutes",
    ),
    path(
        "<slug:code>/musyawarah/sidang/<int:key>/berita-acara.pdf",
        minutes.sitting,
        name="sitting_minutes",
    ),
    re_path(
        rf"{ROUND}peserta{ENDING}", exports.participations, name="participations_table"
    ),
    re_path(rf"{ROUND}kehadiran{ENDING}", exports.register, name="register_table"),
    re_path(rf"{ROUND}musyawarah{ENDING}", exports.queue, name="queue_table"),
]
