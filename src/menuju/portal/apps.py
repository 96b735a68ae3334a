"""The portal slice as a Django application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "menuju.portal"
