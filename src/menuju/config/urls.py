"""The whole site map, one line per slice."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    *i18n_patterns(
        path("", include("menuju.accounts.urls")),
        path("kerja/", include("menuju.overview.urls")),
        path("kerja/instrumen/", include("menuju.instruments.urls")),
        path("kerja/asesmen/", include("menuju.rounds.urls")),
        path("kerja/hasil/", include("menuju.results.urls")),
        path("", include("menuju.portal.urls")),
        prefix_default_language=False,
    ),
]
