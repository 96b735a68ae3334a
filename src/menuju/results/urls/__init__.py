"""URLs under /kerja/hasil/. A region's own pages come last: they take any code."""

from menuju.results.urls import decisions, results, selection

app_name = "results"
urlpatterns = [
    *decisions.urlpatterns,
    *selection.urlpatterns,
    *results.urlpatterns,
]
