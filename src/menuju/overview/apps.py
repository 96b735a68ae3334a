"""The overview slice as a Django application."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "menuju.overview"
