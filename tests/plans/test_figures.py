"""Numbers as they are typed and shown again in either language."""

import pytest
from django.utils import translation

from menuju.plans.queries.figures import typed_decimal, typed_text


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("id", "80,5", "80.5"),
        ("id", "80.5", "80.5"),
        ("id", "655.178", "655178"),
        ("id", "1.250.000,75", "1250000.75"),
        ("id", "0.125", "0.125"),
        ("id", "-1.250", "-1250"),
        ("id", "1,250", "1.250"),
        ("en", "80.5", "80.5"),
        ("en", "655,178", "655178"),
        ("en", "1,250,000.75", "1250000.75"),
        ("en", "1.250", "1.250"),
        ("en", "12,3.4", None),
        ("en", "banyak", None),
    ],
)
def test_a_number_is_read_with_the_marks_of_the_language(language, text, value):
    with translation.override(language):
        assert str(typed_decimal(text)) == str(value)


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_is_shown_in_a_field_is_read_back_as_the_same(language):
    for text in ("80.5", "0.1234", "655178", "-3.25", "1234.567"):
        with translation.override(language):
            value = typed_decimal(text)
            assert typed_decimal(typed_text(value)) == value


@pytest.mark.parametrize(
    "text", ["9" * 27, "9" * 5_000, "-1" + "0" * 30, "1.5" + "9" * 40]
)
def test_a_number_beyond_measure_is_no_number(text):
    assert typed_decimal(text) is None
