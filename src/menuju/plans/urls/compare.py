"""Two versions of a masterplan beside each other."""

from django.urls import path

from menuju.plans.urls.masterplans import VERSION
from menuju.plans.views import compare

urlpatterns = [
    path(f"{VERSION}banding/", compare.page, name="compare"),
    path(f"{VERSION}banding/unduh/<slug:form>/", compare.download, name="compare-file"),
]
