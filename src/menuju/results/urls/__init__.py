"""URLs under /kerja/hasil/. A region's own pages come last: they take any code."""

from menuju.results.urls import decisions, results

app_name = "results"
urlpatterns = [*decisions.urlpatterns, *results.urlpatterns]
