"""Programmes of a masterplan version, their parts and their workbook."""

from django.urls import path

from menuju.plans.views import programme_files, programme_parts, programmes

HERE = "masterplan/<int:pk>/isi/program/"
ONE = f"{HERE}<int:programme>/"
INDICATOR = f"{ONE}indikator/<int:row>/"

urlpatterns = [
    path(HERE, programmes.index, name="programmes"),
    path(f"{HERE}tambah/", programmes.add, name="programme-add"),
    path(f"{HERE}unduh/", programme_files.download, name="programmes-file"),
    path(f"{HERE}templat/", programme_files.template, name="programmes-template"),
    path(f"{HERE}impor/", programme_files.try_file, name="programmes-import"),
    path(f"{HERE}impor/terapkan/", programme_files.apply, name="programmes-apply"),
    path(ONE, programmes.detail, name="programme"),
    path(f"{ONE}ubah/", programmes.edit, name="programme-edit"),
    path(f"{ONE}hapus/", programmes.remove, name="programme-remove"),
    path(f"{ONE}anggaran/", programme_parts.budgets, name="programme-budgets"),
    path(
        f"{ONE}indikator/tambah/",
        programme_parts.add_indicator,
        name="programme-indicator-add",
    ),
    path(INDICATOR, programme_parts.edit_indicator, name="programme-indicator"),
    path(
        f"{INDICATOR}hapus/",
        programme_parts.remove_indicator,
        name="programme-indicator-remove",
    ),
]
