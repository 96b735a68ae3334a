"""The rounds slice as a Django application."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "menuju.rounds"
