"""The results slice as a Django application."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "menuju.results"
