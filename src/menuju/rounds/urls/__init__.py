"""URLs under /kerja/asesmen/."""

from menuju.rounds.urls import judging, region, scoring

app_name = "rounds"
urlpatterns = [
    *judging.urlpatterns,
    *scoring.urlpatterns,
    *region.urlpatterns,
]
