"""Development plans: RPJMD and RPJPD."""

from django.urls import path

from menuju.plans.views import development, development_parts, plan_files

PLAN = "pembangunan/<int:pk>/"
PART = f"{PLAN}<slug:kind>/<int:row>/"

urlpatterns = [
    path("pembangunan/", development.index, name="developments"),
    path("pembangunan/baru/", development.choose_region, name="draft-where"),
    path("pembangunan/baru/<str:code>/", development.create, name="draft"),
    path(PLAN, development.detail, name="development"),
    path(f"{PLAN}sifat/", development.edit, name="development-edit"),
    path(f"{PLAN}berlaku/", development.put_in_force, name="in-force"),
    path(f"{PLAN}versi-baru/", development.new_version, name="development-version"),
    path(f"{PLAN}unduh/", plan_files.download, name="development-file"),
    path(f"{PLAN}impor/", plan_files.try_file, name="development-import"),
    path(f"{PLAN}impor/terapkan/", plan_files.apply, name="development-apply"),
    path(f"{PLAN}<slug:kind>/tambah/", development_parts.add, name="part-add"),
    path(PART, development_parts.edit, name="part"),
    path(f"{PART}hapus/", development_parts.remove, name="part-remove"),
]
