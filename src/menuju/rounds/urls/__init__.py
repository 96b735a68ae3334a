"""URLs under /kerja/asesmen/."""

from menuju.rounds.urls import (
    extensions,
    judging,
    overview,
    panels,
    papers,
    region,
    scoring,
)

app_name = "rounds"
urlpatterns = [
    *judging.urlpatterns,
    *overview.urlpatterns,
    *panels.urlpatterns,
    *papers.urlpatterns,
    *extensions.urlpatterns,
    *scoring.urlpatterns,
    *region.urlpatterns,
]
