"""A region's result, its files and its lineage."""

from django.urls import path

from menuju.results.views import results

REGION = "<slug:round_code>/<str:region_code>/"
urlpatterns = [
    path("", results.overview, name="list"),
    path(REGION, results.result, name="result"),
    path(f"{REGION}hasil.csv", results.result_csv, name="result-csv"),
    path(f"{REGION}hasil.json", results.result_json, name="result-json"),
    path(f"{REGION}<slug:node>/", results.lineage, name="lineage"),
]
