"""URLs of what the public sees."""

from django.urls import path

from menuju.portal import views
from menuju.portal.views import extensions
from menuju.portal.views import masterplans as books

MASTERPLAN = "daerah/<str:slug>/masterplan/<slug:edition>/"

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("daerah/", views.regions, name="regions"),
    path("daerah/<str:slug>/", views.region, name="region"),
    path("daerah/<str:slug>/data.csv", views.region_csv, name="region-csv"),
    path("daerah/<str:slug>/data.json", views.region_json, name="region-json"),
    path("daerah/<str:slug>/hasil/<slug:code>/", views.result, name="result"),
    path(
        "daerah/<str:slug>/hasil/<slug:code>/data.csv",
        views.result_csv,
        name="result-csv",
    ),
    path(
        "daerah/<str:slug>/hasil/<slug:code>/data.json",
        views.result_json,
        name="result-json",
    ),
    path("daerah/<str:slug>/masterplan/", books.masterplans, name="masterplans"),
    path(MASTERPLAN, books.masterplan, name="masterplan"),
    path(f"{MASTERPLAN}isi.json", books.masterplan_json, name="masterplan-json"),
    path(f"{MASTERPLAN}<slug:book>.json", books.book_json, name="book-json"),
    path(f"{MASTERPLAN}<slug:book>.<slug:form>", books.book_file, name="book-file"),
    path(f"{MASTERPLAN}<slug:book>/", books.book, name="book"),
    path(
        f"{MASTERPLAN}<slug:book>/<slug:chapter>/", books.book_chapter, name="chapter"
    ),
    path("hasil/", views.results, name="results"),
    path("tahap/<slug:code>/", views.round_, name="round"),
    path("perpanjangan/", extensions.extensions, name="extensions"),
    path("metodologi/", views.method, name="method"),
    path("metodologi/<slug:code>/<str:label>/", views.instrument, name="instrument"),
    path("data/", views.data, name="data"),
    path("data/<slug:name>.csv", views.dataset_csv, name="dataset-csv"),
    path("data/<slug:name>.json", views.dataset_json, name="dataset-json"),
    path("surat/", views.letters, name="letters"),
    path("surat/<str:code>/", views.letter, name="letter"),
    path("seleksi/<slug:code>/", views.selection, name="selection"),
    path("seleksi/<slug:code>/daftar.json", views.sealed, name="sealed-list"),
    path("tentang/", views.about, name="about"),
    path("bantuan/", views.help_, name="help"),
    path("aksesibilitas/", views.accessibility, name="accessibility"),
    path("privasi/", views.privacy, name="privacy"),
]
