"""URLs of one's own account, of invitations, and of those who look after people."""

from django.urls import path

from menuju.accounts.views import account, invitations, people, sign_in

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
]
