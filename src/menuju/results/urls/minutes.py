"""The minutes of a decision."""

from django.urls import path

from menuju.results.views import minutes

urlpatterns = [
    path(
        "<slug:round_code>/keputusan/berita-acara.pdf",
        minutes.decision,
        name="decision-minutes",
    ),
]
