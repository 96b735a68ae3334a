"""URLs under /kerja/asesmen/."""

from menuju.rounds.urls import judging, region

app_name = "rounds"
urlpatterns = [*region.urlpatterns, *judging.urlpatterns]
