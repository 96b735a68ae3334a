"""URLs under /kerja/instrumen/."""

from django.urls import path

from menuju.instruments.views import comparison, editor, imports, steps, versions

app_name = "instruments"

VERSION = "<slug:code>/<str:label>/"
NODE = f"{VERSION}simpul/<slug:node>/"
PAIR = "<slug:code>/<str:older>/menjadi/<str:label>/"

urlpatterns = [
    path("", versions.index, name="list"),
    path("unggah/", imports.new, name="new"),
    path(VERSION, versions.detail, name="detail"),
    path(f"{VERSION}unduh/<slug:form>/", versions.download, name="download"),
    path(f"{VERSION}pratinjau/", versions.preview, name="preview"),
    path(f"{VERSION}banding/", versions.choose_comparison, name="choose-comparison"),
    path(f"{VERSION}salin/", steps.copy, name="copy"),
    path(f"{VERSION}ajukan/", steps.propose, name="propose"),
    path(f"{VERSION}tarik/", steps.take_back, name="take-back"),
    path(f"{VERSION}terbitkan/", steps.publish, name="publish"),
    path(f"{VERSION}impor/", imports.into, name="import"),
    path(f"{VERSION}impor/terapkan/", imports.apply, name="apply-import"),
    path(f"{VERSION}sifat/", editor.document, name="document"),
    path(NODE, editor.node, name="node"),
    path(f"{NODE}tambah/", editor.add, name="add-node"),
    path(f"{NODE}hapus/", editor.remove, name="remove-node"),
    path(f"{NODE}pindah/", editor.move, name="move-node"),
    path(PAIR, comparison.compare, name="compare"),
    path(f"{PAIR}padanan/", comparison.crosswalk, name="crosswalk"),
]
