"""What the secretariat sees of a round as a whole: progress, severity."""

from django.urls import URLPattern, path, re_path

from menuju.rounds.views import progress, severity

ROUND = "<slug:code>/"

urlpatterns: list[URLPattern] = [
    path(f"{ROUND}kemajuan/", progress.progress, name="progress"),
    re_path(
        r"^(?P<code>[-\w]+)/kemajuan\.(?P<ending>csv|xlsx)$",
        progress.download,
        name="progress_download",
    ),
    path(f"{ROUND}keketatan/", severity.severity, name="severity"),
    re_path(
        r"^(?P<code>[-\w]+)/keketatan-(?P<about>asesor|butir)\.(?P<ending>csv|xlsx)$",
        severity.download,
        name="severity_download",
    ),
    path(
        f"{ROUND}aturan/keketatan/", severity.declare_severity, name="declare_severity"
    ),
]
