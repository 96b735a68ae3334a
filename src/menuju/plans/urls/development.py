"""Development plans: RPJMD and RPJPD."""

from django.urls import path

from menuju.plans.views import development

PLAN = "pembangunan/<int:pk>/"

urlpatterns = [
    path("pembangunan/", development.index, name="developments"),
    path(PLAN, development.detail, name="development"),
]
