"""How a test signs in, and sees that somebody is."""

from django.test import Client

from tests import make


def sign_in(client, user, password=make.PASSWORD, path="/masuk/"):
    return client.post(path, {"login": user.email, "password": password})


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def is_signed_in(client):
    return "_auth_user_id" in client.session
