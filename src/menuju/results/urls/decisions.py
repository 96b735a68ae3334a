"""The pages of those who decide."""

from django.urls import path

from menuju.results.views import decisions

urlpatterns = [
    path("<slug:round_code>/keputusan/", decisions.decision, name="decision"),
    path("<slug:round_code>/keputusan/tetapkan/", decisions.decide, name="decide"),
    path("<slug:round_code>/rilis/", decisions.release, name="release"),
    path("<slug:round_code>/terbitkan/", decisions.publish, name="publish"),
]
