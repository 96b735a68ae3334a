"""The way in and out, under the names that allauth looks for."""

from django.urls import path, re_path

from menuju.accounts.views import account, sign_in

urlpatterns = [
    path("masuk/", sign_in.sign_in, name="account_login"),
    path("masuk/nonaktif/", sign_in.inactive, name="account_inactive"),
    path("keluar/", sign_in.sign_out, name="account_logout"),
    path("masuk/lupa/", sign_in.forgotten, name="account_reset_password"),
    path(
        "masuk/lupa/terkirim/",
        sign_in.forgotten_sent,
        name="account_reset_password_done",
    ),
    re_path(
        r"^masuk/lupa/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.new_password,
        name="account_reset_password_from_key",
    ),
    path(
        "masuk/lupa/selesai/",
        sign_in.new_password_set,
        name="account_reset_password_from_key_done",
    ),
    path("akun/kata-sandi/", account.password, name="account_change_password"),
    path("akun/sesi/", account.sessions, name="usersessions_list"),
]
