"""URLs under /kerja/asesmen/."""

from menuju.rounds.urls import judging, panels, region, scoring

app_name = "rounds"
urlpatterns = [
    *judging.urlpatterns,
    *panels.urlpatterns,
    *scoring.urlpatterns,
    *region.urlpatterns,
]
