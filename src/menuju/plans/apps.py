"""The plans slice as a Django application."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "menuju.plans"
