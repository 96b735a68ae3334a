import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from tests import make


def shown(text, path="/gaya/", **context):
    template = engines["django"].from_string(text)
    return template.render({"request": RequestFactory().get(path), **context})


def test_the_other_language_is_the_same_page():
    assert 'href="/en/gaya/"' in shown("{% language_link %}")
    with translation.override("en"):
        link = shown("{% language_link %}", "/en/gaya/?halaman=2")
    assert '<a href="/gaya/?halaman=2" hreflang="id" lang="id">Indonesia</a>' in link


def test_a_navigation_entry_knows_where_it_is():
    text = '{% nav_link "web:style_guide" "Gaya" %}'

    assert 'aria-current="page"' in shown(text)
    assert "aria-current" not in shown(text, "/")


def test_a_page_this_site_does_not_have_is_not_in_the_navigation():
    assert shown('{% nav_link "nobody:nothing" "Kosong" %}').strip() == ""


def test_a_breadcrumb_ends_with_this_page():
    page = make.html('{% breadcrumb "Daerah" "/daerah/" "Kota Balikpapan" %}')

    assert '<a href="/daerah/">Daerah</a>' in page
    assert '<li aria-current="page">Kota Balikpapan</li>' in page


def test_the_pages_of_a_list_keep_the_other_filters():
    page = Paginator(range(514), 50).page(4)

    text = shown("{% pagination page %}", "/daerah/?provinsi=64&halaman=4", page=page)

    assert 'rel="next" href="?provinsi=64&amp;halaman=5"' in text
    assert '<span aria-current="page">4</span>' in text
    assert "151–200 dari 514" in text


def test_a_list_of_one_page_has_no_pages():
    page = Paginator(range(3), 50).page(1)

    assert shown("{% pagination page %}", page=page).strip() == ""


@pytest.mark.parametrize("demo", [True, False])
def test_only_a_demo_says_that_it_is_one(settings, demo):
    settings.DEMO = demo

    assert ("Peragaan" in make.html("{% demo_banner %}")) is demo


def test_the_style_guide_shows_every_component_in_both_languages(client):
    for path, title in (("/gaya/", "Panduan gaya"), ("/en/gaya/", "Style guide")):
        page = client.get(path)
        assert page.status_code == 200
        assert f"<h1>{title}</h1>" in page.content.decode()


def test_the_style_guide_shows_its_errors_and_keeps_what_was_typed(client):
    page = client.post("/gaya/", {"reason": "terlalu pendek"})

    assert page.status_code == 422
    assert "<title>Galat: " in page.content.decode()
    assert "terlalu pendek</textarea>" in page.content.decode()


def test_the_style_guide_is_not_part_of_the_served_site(client, settings):
    settings.TESTING = False

    assert client.get("/gaya/").status_code == 404
