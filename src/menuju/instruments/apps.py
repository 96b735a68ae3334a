"""The instruments slice as a Django application."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "menuju.instruments"
