"""The regions slice as a Django application."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "menuju.regions"
