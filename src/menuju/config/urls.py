"""The whole site map, one line per slice."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

demo_only = [path("kerja/latihan/", include("menuju.config.demo.urls"))]
urlpatterns = [
    *i18n_patterns(
        *(demo_only if settings.DEMO else ()),
        path("", include("menuju.accounts.urls.sign_in")),
        path("", include("menuju.accounts.urls")),
        path("kerja/", include("menuju.overview.urls")),
        path("kerja/pesan/", include("menuju.messages.urls")),
        path("pekerjaan/", include("menuju.jobs.urls")),
        path("kerja/instrumen/", include("menuju.instruments.urls")),
        path("kerja/asesmen/", include("menuju.rounds.urls")),
        path("kerja/hasil/", include("menuju.results.urls")),
        path("kerja/rencana/", include("menuju.plans.urls")),
        path("", include("menuju.web.urls")),
        path("", include("menuju.portal.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "menuju.web.views.bad_request"
handler403 = "menuju.web.views.forbidden"
handler404 = "menuju.web.views.not_found"
# allauth asks for this one when a limit of attempts is reached.
handler429 = "menuju.web.views.too_many"
handler500 = "menuju.web.views.server_error"
