"""The messages slice as a Django application."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "menuju.messages"
    label = "menuju_messages"  # Django's own messages have the short one
