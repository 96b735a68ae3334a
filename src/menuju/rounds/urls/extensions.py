"""More time for a self-assessment."""

from django.urls import URLPattern, path

from menuju.rounds.urls.region import REGION
from menuju.rounds.views import extensions

ROUND = "<slug:code>/perpanjangan/"
PART = f"{REGION}perpanjangan/"

urlpatterns: list[URLPattern] = [
    path(ROUND, extensions.extensions, name="extensions"),
    path(f"{ROUND}semua/", extensions.extend_all, name="extend_all"),
    path(PART, extensions.extension, name="extension"),
    path(f"{PART}beri/", extensions.extend, name="extend"),
    path(f"{PART}<int:key>/", extensions.decide, name="decide_extension"),
    path(f"{PART}<int:key>/tarik/", extensions.withdraw, name="withdraw_extension"),
]
