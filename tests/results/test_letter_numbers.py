"""How a letter is numbered, and how the page shows the pattern."""

from datetime import date

import pytest
from django.urls import reverse

from menuju.results.queries.letters.numbers import number_by
from tests.make.letters import decided, letter_writer


def test_a_number_bears_the_month_in_roman_numerals():
    assert number_by("B.{number}/SC/{month}/{year}", 7, date(2019, 3, 1)) == (
        "B.7/SC/III/2019"
    )


@pytest.mark.django_db
def test_the_list_shows_a_number_and_not_the_pattern_of_it(client):
    decided()
    client.force_login(letter_writer())

    page = client.get(reverse("results:letters", args=["2019"])).text

    assert "Contoh nomor surat: B.7/SC/" in page
    assert "{number}" not in page
