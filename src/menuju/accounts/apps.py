"""The accounts slice as a Django application."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "menuju.accounts"
