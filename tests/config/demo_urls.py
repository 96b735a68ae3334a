"""The site map as a demo has it."""

from django.conf.urls.i18n import i18n_patterns

from menuju.config import urls

urlpatterns = [
    *i18n_patterns(*urls.demo_only, prefix_default_language=False),
    *urls.urlpatterns,
]
handler403, handler404 = urls.handler403, urls.handler404
