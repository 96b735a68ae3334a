"""The jobs slice as a Django application."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "menuju.jobs"
