"""URLs under /kerja/hasil/."""

from django.urls import path

from menuju.results import views

app_name = "results"
REGION = "<slug:round_code>/<str:region_code>/"
urlpatterns = [
    path("", views.overview, name="list"),
    path("<slug:round_code>/keputusan/", views.decision, name="decision"),
    path("<slug:round_code>/keputusan/tetapkan/", views.decide, name="decide"),
    path("<slug:round_code>/rilis/", views.release, name="release"),
    path("<slug:round_code>/terbitkan/", views.publish, name="publish"),
    path(REGION, views.result, name="result"),
    path(f"{REGION}hasil.csv", views.result_csv, name="result-csv"),
    path(f"{REGION}hasil.json", views.result_json, name="result-json"),
    path(f"{REGION}<slug:node>/", views.lineage, name="lineage"),
]
