"""What a masterplan version still lacks."""

from django.urls import path

from menuju.plans.views import completeness

urlpatterns = [
    path("masterplan/<int:pk>/kelengkapan/", completeness.index, name="completeness"),
]
