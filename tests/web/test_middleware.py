import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from menuju.web.middleware import PrivatePages
from tests import make


def answered(cookies=None, sets=None):
    """The answer to a request with these cookies, from a page that sets some."""

    def page(_request):
        response = HttpResponse("isi")
        for name in sets or ():
            response.set_cookie(name, "x")
        return response

    request = RequestFactory().get("/")
    request.COOKIES.update(cookies or {})
    return PrivatePages(page)(request)


@pytest.mark.parametrize(
    "answer",
    [
        answered(cookies={settings.SESSION_COOKIE_NAME: "kunci"}),
        answered(sets=[settings.SESSION_COOKIE_NAME]),
    ],
)
def test_no_cache_keeps_what_belongs_to_a_session(answer):
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))


def test_a_visitor_without_a_session_gets_a_page_that_may_be_kept():
    assert "Cache-Control" not in answered(cookies={settings.CSRF_COOKIE_NAME: "x"})


@pytest.mark.django_db
def test_the_pages_of_somebody_signed_in_are_not_kept(client):
    client.force_login(make.user())

    assert "no-store" in client.get("/kerja/")["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/daerah/?q=%00", "/daerah/64.71%00/", "/?a%00=1"])
def test_nul_in_an_address_is_a_bad_request(client, address):
    answer = client.get(address)

    assert answer.status_code == 400
    assert "<h1>" in answer.text


@pytest.mark.django_db
def test_other_strange_characters_are_merely_looked_for(client):
    assert client.get("/daerah/?q=%F0%9F%98%80%2500").status_code == 200
