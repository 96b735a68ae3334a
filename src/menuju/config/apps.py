"""The settings as an application, so that it can hold commands."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "menuju.config"
