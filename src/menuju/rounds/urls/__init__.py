"""URLs under /kerja/asesmen/."""

from menuju.rounds.urls import judging, overview, panels, papers, region, scoring

app_name = "rounds"
urlpatterns = [
    *judging.urlpatterns,
    *overview.urlpatterns,
    *panels.urlpatterns,
    *papers.urlpatterns,
    *scoring.urlpatterns,
    *region.urlpatterns,
]
