"""URLs of the results slice."""

from django.urls import URLPattern

app_name = "results"
urlpatterns: list[URLPattern] = []
