"""The files slice as a Django application."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "menuju.files"
