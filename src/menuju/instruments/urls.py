"""URLs of the instruments slice."""

from django.urls import URLPattern

app_name = "instruments"
urlpatterns: list[URLPattern] = []
