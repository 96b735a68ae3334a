"""URLs of one's own account, of invitations, and of those who look after people."""

from django.urls import path

from menuju.accounts.views import (
    account,
    institutions,
    invitations,
    offices,
    people,
    sign_in,
)

app_name = "accounts"
urlpatterns = [
    path("masuk/demo/", sign_in.demo, name="demo"),
    path("akun/", account.show, name="account"),
    path("akun/bahasa/", account.language, name="language"),
    path("akun/sesi/<int:pk>/akhiri/", account.end_session, name="end_session"),
    path("undangan/<str:key>/", invitations.accept, name="accept"),
    path("kerja/pengguna/", people.index, name="people"),
    path("kerja/pengguna/tambah/", people.add, name="add_person"),
    path("kerja/pengguna/kewenangan/", people.capability_sets, name="capability_sets"),
    path("kerja/pengguna/<int:pk>/", people.person, name="person"),
    path("kerja/pengguna/<int:pk>/peran/", people.give_seat, name="give_seat"),
    path("kerja/pengguna/peran/<int:pk>/akhiri/", people.end_seat, name="end_seat"),
    path("kerja/pengguna/<int:pk>/undang/", invitations.invite, name="invite"),
    path(
        "kerja/pengguna/<int:pk>/undang/tarik/",
        invitations.withdraw,
        name="withdraw_invitations",
    ),
    path("kerja/pejabat/", offices.index, name="offices_index"),
    path("kerja/pejabat/masa/<int:pk>/akhiri/", offices.end_term, name="end_term"),
    path("kerja/pejabat/<str:region>/", offices.region, name="offices"),
    path("kerja/pejabat/<str:region>/perangkat/", offices.agency, name="add_agency"),
    path("kerja/pejabat/<str:region>/jabatan/", offices.new_office, name="add_office"),
    path("kerja/pejabat/<str:region>/<int:pk>/", offices.office, name="office"),
    path("kerja/lembaga/", institutions.index, name="institutions"),
    path("kerja/lembaga/tambah/", institutions.add, name="add_institution"),
    path("kerja/lembaga/<int:pk>/", institutions.show, name="institution"),
    path("kerja/lembaga/<int:pk>/ubah/", institutions.edit, name="edit_institution"),
]
