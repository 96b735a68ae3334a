"""The typed content of a masterplan version."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from menuju.plans.queries.content.kinds import KINDS
from menuju.plans.views.content import elements, lists, whole


class KindConverter(StringConverter):
    """One of the kinds of content, so that other pages may stand beside them."""

    regex = "|".join(KINDS)


register_converter(KindConverter, "content")

HERE = "masterplan/<int:pk>/isi/"
KIND = f"{HERE}<content:kind>/"
ELEMENT = f"{KIND}<uuid:key>/"

urlpatterns = [
    path(HERE, lists.overview, name="content"),
    path(f"{HERE}visi/", whole.vision, name="vision"),
    path(f"{HERE}strategi/untuk/<str:part>/", whole.strategy, name="strategy"),
    path(KIND, lists.listing, name="content-kind"),
    path(f"{KIND}tambah/", elements.add, name="content-add"),
    path(f"{KIND}pindah/", whole.move, name="content-move"),
    path(ELEMENT, elements.element, name="content-element"),
    path(f"{ELEMENT}hapus/", elements.remove, name="content-remove"),
]
