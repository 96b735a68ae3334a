import pytest
from django.core.exceptions import ImproperlyConfigured

from menuju.config.mail import mail_settings


def test_without_a_server_mail_is_printed():
    assert mail_settings("console://").backend.endswith("console.EmailBackend")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://relay", ("relay", 25, False, False)),
        ("smtp+tls://relay", ("relay", 587, True, False)),
        ("smtps://relay:4650", ("relay", 4650, False, True)),
    ],
)
def test_an_address_says_host_port_and_tls(address, expected):
    mail = mail_settings(address)

    assert (mail.host, mail.port, mail.begins_tls, mail.is_tls) == expected


def test_user_and_password_may_have_special_characters():
    mail = mail_settings("smtp+tls://menuju%40contoh.go.id:a%2Fb%3Ac@relay")

    assert (mail.user, mail.password) == ("menuju@contoh.go.id", "a/b:c")


@pytest.mark.parametrize(
    "address", ["", "relay:25", "http://u:rahasia@relay", "smtp://u:rahasia@relay:x"]
)
def test_what_cannot_be_read_is_refused_without_being_repeated(address):
    with pytest.raises(ImproperlyConfigured) as refusal:
        mail_settings(address)

    assert "rahasia" not in str(refusal.value)


def test_the_password_is_in_no_log():
    assert "rahasia" not in repr(mail_settings("smtp://u:rahasia@relay"))
