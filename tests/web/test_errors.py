import logging

import pytest
from django.test import Client
from django.utils import translation

from menuju.config import urls
from menuju.web.pages import PAGES
from tests.web import crashes

pytestmark = pytest.mark.urls("tests.web.crashes")
# Without django_db: none of these pages may ask the database.


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("kind", [str(status) for status in PAGES])
@pytest.mark.parametrize("language", ["id", "en"])
def test_each_kind_of_error_has_its_page(browser, kind, language):
    with translation.override(language):
        response = browser.get(f"/jatuh/{kind}/", headers={"Accept-Language": language})
        title = str(PAGES[int(kind)].title)

    assert response.status_code == int(kind)
    assert f"<h1>{title}</h1>" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_the_two_languages_differ_on_every_page():
    with translation.override("en"):
        english = [str(page.todo) for page in PAGES.values()]

    assert not set(english) & {str(page.todo) for page in PAGES.values()}


def test_an_error_page_shows_the_reference_code_that_the_log_has(browser, caplog):
    with caplog.at_level(logging.INFO, logger="menuju.errors"):
        page = browser.get("/jatuh/500/").content.decode()

    line = next(r for r in caplog.records if r.name == "menuju.errors")
    reference = line.args[1]
    assert f'<dd class="code">{reference}</dd>' in page
    assert str(line.exc_info[1]) == "a secret detail"


def test_an_address_with_a_line_break_is_one_line_in_the_log(browser, caplog):
    with caplog.at_level(logging.INFO, logger="menuju.errors"):
        browser.get("/tidak-ada/%0A500:%20reference%20PALSU")

    (line,) = (r for r in caplog.records if r.name == "menuju.errors")
    assert line.getMessage().endswith("/tidak-ada/%0A500:%20reference%20PALSU")


def test_an_error_page_does_not_tell_what_went_wrong_inside(browser):
    assert "a secret detail" not in browser.get("/jatuh/500/").content.decode()
    assert "No Region" not in browser.get("/jatuh/404/").content.decode()


def test_a_refusal_tells_its_own_reason(browser):
    assert "Rani menyimpan" in browser.get("/jatuh/409/").content.decode()
    assert "Anda menyatakan konflik" in browser.get("/jatuh/reason/").content.decode()


def test_a_request_larger_than_the_limit_is_told_so(browser):
    assert browser.get("/jatuh/413-django/").status_code == 413


@pytest.mark.parametrize("kind", ["503", "503-busy"])
def test_an_unavailable_service_says_when_to_come_back(browser, kind):
    assert browser.get(f"/jatuh/{kind}/")["Retry-After"] == "60"


def test_a_database_that_is_away_before_the_view_is_the_same_page(browser, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.web.crashes.without_database"]

    response = browser.get("/jatuh/404/")

    assert response.status_code == 503
    assert response["Retry-After"] == "60"


def test_a_foreign_host_name_gets_the_page_too(browser):
    response = browser.get("/jatuh/404/", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert "Permintaan ini tidak dapat dibaca" in response.content.decode()


def test_every_answer_has_another_reference(browser):
    json = {"Accept": "application/json"}
    answers = [browser.get("/jatuh/409/", headers=json).json() for _ in range(3)]

    assert len({answer["reference"] for answer in answers}) == 3


def test_a_script_gets_the_error_as_json(browser):
    response = browser.get("/jatuh/409/", headers={"Accept": "application/json"})

    assert response.status_code == 409
    assert response.json()["error"] == "Rani menyimpan perubahan pukul 14.30"


def test_a_form_without_its_key_is_explained():
    browser = Client(enforce_csrf_checks=True)

    response = browser.post("/jatuh/409/")

    assert response.status_code == 403
    assert "Formulir ini sudah kedaluwarsa" in response.content.decode()


SENT = {
    "alasan": "Layanan <menjadi> lebih cepat.",
    "password": "empat kata yang panjang",
}


@pytest.mark.parametrize(
    ("kind", "kept"), [("403", 1), ("404", 1), ("409", 1), ("422", 0)]
)
def test_what_was_typed_into_a_form_that_came_to_nothing_can_be_copied(
    browser, kind, kept
):
    page = browser.post(f"/jatuh/{kind}/", SENT).text

    assert page.count("Layanan &lt;menjadi&gt; lebih cepat.") == kept
    assert "empat kata" not in page


def test_an_address_that_only_takes_forms_says_so_to_whoever_opens_it(browser):
    opened = browser.get("/formulir/")

    assert (opened.status_code, opened["Allow"]) == (405, "POST")
    assert "Alamat ini hanya menerima formulir" in opened.text
    assert browser.post("/formulir/").text == "diterima"


def test_a_method_that_nobody_takes_has_its_page_too(browser):
    refused = browser.delete("/formulir/")

    assert refused.status_code == 405
    assert "tidak ada yang disimpan atau berubah" in refused.text


def test_what_another_site_sends_is_not_repeated():
    page = Client(enforce_csrf_checks=True).post("/jatuh/409/", SENT).text

    assert "Layanan" not in page


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
def test_the_site_uses_the_same_pages(status):
    name = f"handler{status}"

    assert getattr(urls, name) == getattr(crashes, name)
