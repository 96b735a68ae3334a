"""Public pages are there to be read: they take nothing in."""

import pytest
from django.test import Client
from django.urls import reverse

from menuju.portal.urls import urlpatterns
from tests import make

pytestmark = pytest.mark.django_db
WORDS = {
    "slug": "64.71-kota-balikpapan",
    "code": "2019",
    "label": "2017.1",
    "name": "nilai",
    "round_code": "2019",
    "edition": "2019",
    "book": "buku-1",
    "chapter": "pendahuluan",
    "form": "pdf",
}


def address(pattern):
    named = {name: WORDS[name] for name in pattern.pattern.converters}
    return reverse(f"portal:{pattern.name}", kwargs=named)


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_public_page_takes_nothing_in(pattern, method):
    visitor = Client(enforce_csrf_checks=True)

    answer = getattr(visitor, method)(address(pattern))

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert "Halaman ini hanya untuk dibaca" in answer.text


def test_a_public_page_is_read_by_get_and_head(client):
    make.published({"64.71": make.judged()})

    for method in (client.get, client.head):
        assert method(reverse("portal:round", args=["2019"])).status_code == 200
