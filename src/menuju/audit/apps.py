"""The audit slice as a Django application."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "menuju.audit"
