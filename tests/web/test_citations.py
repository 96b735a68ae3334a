"""Sources: in the reader's language, linked to where they stand."""

import pytest
from django.utils import translation

from menuju.web.components.citations import addresses, cited
from tests import make

BOTH = "InfoPublik, 26 Februari 2019 <https://infopublik.id/1> | InfoPublik, 26 February 2019"


def test_a_source_is_said_in_indonesian_without_its_address():
    assert cited(BOTH) == "InfoPublik, 26 Februari 2019"


def test_a_source_is_said_in_english_without_its_address():
    with translation.override("en"):
        assert cited(BOTH) == "InfoPublik, 26 February 2019"


def test_a_source_leads_to_its_page():
    assert make.html("{{ source|cite }}", source=BOTH) == (
        '<a href="https://infopublik.id/1" rel="external noopener">'
        "InfoPublik, 26 Februari 2019</a>"
    )


def test_the_english_words_lead_to_the_same_page():
    with translation.override("en"):
        page = make.html("{{ source|cite }}", source=BOTH)

    assert 'href="https://infopublik.id/1"' in page
    assert "26 February 2019</a>" in page


def test_each_publication_of_a_source_has_its_own_link():
    two = "Aptika <https://a.example/1>; Kanal Aceh <https://b.example/2> | Aptika; Kanal Aceh"

    assert addresses(two) == ["https://a.example/1", "https://b.example/2"]
    with translation.override("en"):
        assert make.html("{{ source|cite }}", source=two).count("<a ") == 2


def test_words_without_english_say_that_they_are_indonesian():
    with translation.override("en"):
        assert make.html("{{ source|cite }}", source="Kotaku, 6 Mei") == (
            '<span lang="id">Kotaku, 6 Mei</span>'
        )
    assert make.html("{{ source|cite }}", source="Kotaku, 6 Mei") == "Kotaku, 6 Mei"


@pytest.mark.parametrize(
    "text", ["a <javascript:alert(1)>", "a <//evil.example>", '<b onload="x">', "a <b"]
)
def test_what_is_no_web_address_becomes_no_link(text):
    page = make.html("{{ source|cite }}", source=text)

    assert "<a " not in page
    assert "<b" not in page


def test_a_quotation_mark_does_not_leave_the_link():
    page = make.html("{{ source|cite }}", source='a <https://x.example/"onclick="y>')

    assert 'onclick="' not in page


def test_an_empty_source_says_nothing():
    assert cited("") == ""
    assert addresses("") == []
