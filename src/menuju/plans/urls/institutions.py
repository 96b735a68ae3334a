"""Who carries a masterplan: bodies, legal acts, commitment sheets."""

from django.urls import path

from menuju.plans.views import commitments, institutions

HERE = "masterplan/<int:pk>/isi/kelembagaan/"
BODY = f"{HERE}lembaga/<slug:kind>/"
MEMBER = f"{HERE}anggota/<int:row>/"
ACT = f"{HERE}peraturan/<int:row>/"
SHEET = f"{HERE}komitmen/<int:row>/"

urlpatterns = [
    path(HERE, institutions.index, name="bodies"),
    path(BODY, institutions.body, name="body"),
    path(f"{BODY}hapus/", institutions.remove_body, name="body-remove"),
    path(f"{BODY}anggota/", institutions.add_member, name="member-add"),
    path(MEMBER, institutions.member, name="member"),
    path(f"{MEMBER}hapus/", institutions.remove_member, name="member-remove"),
    path(f"{HERE}peraturan/tambah/", institutions.add_act, name="legal-act-add"),
    path(ACT, institutions.act, name="legal-act"),
    path(f"{ACT}hapus/", institutions.remove_act, name="legal-act-remove"),
    path(f"{HERE}komitmen/siapkan/", commitments.prepare, name="commitment-add"),
    path(SHEET, commitments.sheet, name="commitment"),
    path(f"{SHEET}ubah/", commitments.edit, name="commitment-edit"),
    path(f"{SHEET}hapus/", commitments.remove, name="commitment-remove"),
    path(f"{SHEET}kertas/", commitments.paper, name="commitment-paper"),
    path(f"{SHEET}pindaian/", commitments.scan, name="commitment-scan"),
]
