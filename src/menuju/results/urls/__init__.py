"""URLs under /kerja/hasil/. A region's own pages come last: they take any code."""

from menuju.results.urls import decisions, letters, minutes, replies, results, selection

app_name = "results"
urlpatterns = [
    *decisions.urlpatterns,
    *selection.urlpatterns,
    *letters.urlpatterns,
    *minutes.urlpatterns,
    *replies.urlpatterns,
    *results.urlpatterns,
]
