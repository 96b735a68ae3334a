"""Part of the URLs under /kerja/asesmen/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
