"""A file whose bytes are not in the store: what happened, what to do, and the code."""

import logging
import re

import pytest

from menuju.files.queries import path_of
from tests import make
from tests.rounds.pages import at

pytestmark = pytest.mark.django_db
CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}")


@pytest.fixture
def lost(client):
    """The address of a document without its bytes, for the region's coordinator."""
    part = make.participation()
    document = make.document_of(part)
    path_of(document.versions.get().file_id).unlink()
    client.force_login(make.coordinator(part.region))
    return at("download", part, document.number, 1)


def test_the_page_says_what_is_missing_what_to_do_and_the_code(client, lost):
    page = client.get(lost)

    assert page.status_code == 500
    assert "“SK-tim.pdf” (versi 1)" in page.text
    assert "dipulihkan dari cadangan" in page.text
    assert CODE.search(page.text)


def test_it_speaks_the_language_of_the_reader(client, lost):
    page = client.get(f"/en{lost}")

    assert "“SK-tim.pdf” (version 1)" in page.text
    assert "restored from the backup" in page.text


def test_it_is_logged_with_the_same_code(client, lost, caplog):
    caplog.set_level(logging.ERROR, "menuju.errors")

    page = client.get(lost)

    assert CODE.search(page.text)[0] in caplog.text
    assert "No such file" in caplog.text
