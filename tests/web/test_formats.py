from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import translation

from tests import make

WHEN = datetime(2019, 3, 15, 16, 59, tzinfo=UTC)
UNKNOWN = (
    '<span class="unknown"><span aria-hidden="true">–</span>'
    '<span class="visually-hidden">belum ada</span></span>'
)


@pytest.mark.parametrize(
    ("filters", "value", "indonesian", "english"),
    [
        ("figure", 3.12, "3,12", "3.12"),
        ("figure:3", 3.12, "3,120", "3.120"),
        ("figure:1", "2.25", "2,3", "2.3"),
        ("figure", 0, "0,00", "0.00"),
        ("figure", -0.001, "0,00", "0.00"),
        ("whole", 1250, "1.250", "1,250"),
        ("percent", 0.583, "58%", "58%"),
        ("percent:1", 0.583, "58,3%", "58.3%"),
        ("signed", 0.02, "+0,02", "+0.02"),
        ("signed", -0.1, "−0,10", "−0.10"),
        ("signed", 0, "0,00", "0.00"),
        ("money", 38_400_000_000, "Rp38,4 M", "Rp38.4 bn"),
        ("money", 2_000_000, "Rp2 jt", "Rp2 m"),
        ("money", 450_000, "Rp450.000", "Rp450,000"),
        ("money", 1_200_000_000_000, "Rp1,2 T", "Rp1.2 tn"),
        ("file_size", 184_320, "184 KB", "184 KB"),
        ("file_size", 9_800_000, "9,8 MB", "9.8 MB"),
        ("file_size", 3, "1 KB", "1 KB"),
        ("short_hash", "9f2c41ab" * 8, "9f2c41ab…2c41ab", "9f2c41ab…2c41ab"),
        ("long_date", date(2022, 12, 28), "28 Desember 2022", "28 December 2022"),
    ],
)
def test_a_value_is_written_in_the_language_of_the_page(
    filters, value, indonesian, english
):
    text = "{{ value|" + filters + " }}"

    assert make.html(text, value=value) == indonesian
    with translation.override("en"):
        assert make.html(text, value=value) == english


@pytest.mark.parametrize(
    "name", ["figure", "whole", "percent", "signed", "money", "file_size"]
)
def test_unknown_is_a_dash_that_is_read_aloud_and_never_zero(name):
    assert make.html("{{ value|" + name + " }}", value=None) == UNKNOWN


def test_a_missing_number_of_the_arithmetic_is_unknown_too():
    assert make.html("{{ value|figure }}", value=float("nan")) == UNKNOWN


def test_a_missing_moment_is_unknown():
    assert make.html("{{ value|moment }}", value=None) == UNKNOWN


@pytest.mark.parametrize(
    ("zone", "indonesian", "english"),
    [
        ("Asia/Jakarta", "23.59 WIB", "23:59 WIB"),
        ("Asia/Pontianak", "23.59 WIB", "23:59 WIB"),
        ("Asia/Makassar", "00.59 WITA", "00:59 WITA"),
        ("Asia/Jayapura", "01.59 WIT", "01:59 WIT"),
    ],
)
def test_a_clock_time_names_its_zone(zone, indonesian, english):
    text = "{{ when|local_time:zone }}"

    assert make.html(text, when=WHEN, zone=zone) == indonesian
    with translation.override("en"):
        assert make.html(text, when=WHEN, zone=zone) == english


def test_without_a_zone_the_clock_is_that_of_the_capital():
    assert make.html("{{ when|local_time }}", when=WHEN) == "23.59 WIB"


def test_a_moment_has_date_and_time():
    text = '{{ when|moment:"Asia/Makassar" }}'

    assert make.html(text, when=WHEN) == "16 Maret 2019 pukul 00.59 WITA"
    with translation.override("en"):
        assert make.html(text, when=WHEN) == "16 March 2019, 00:59 WITA"


def test_a_deadline_is_told_on_all_three_clocks():
    text = "{{ when|deadline_text }}"

    assert make.html(text, when=WHEN) == (
        "Jumat, 15 Maret 2019 pukul 23.59 WIB (00.59 WITA, 01.59 WIT)"
    )
    with translation.override("en"):
        assert make.html(text, when=WHEN) == (
            "Friday 15 March 2019, 23:59 WIB (00:59 WITA, 01:59 WIT)"
        )


def test_a_deadline_in_the_east_names_the_two_western_clocks():
    assert make.html('{{ when|deadline_text:"Asia/Jayapura" }}', when=WHEN) == (
        "Sabtu, 16 Maret 2019 pukul 01.59 WIT (23.59 WIB, 00.59 WITA)"
    )


@pytest.mark.parametrize(
    ("ahead", "indonesian", "english"),
    [
        (timedelta(days=2, hours=3), "Tersisa 2 hari", "2 days left"),
        (timedelta(hours=24), "Tersisa 1 hari", "1 day left"),
        (timedelta(hours=5, minutes=30), "Tersisa 5 jam", "5 hours left"),
        (timedelta(seconds=30), "Tersisa 1 menit", "1 minute left"),
        (timedelta(hours=-3), "Lewat 3 jam", "Passed 3 hours ago"),
    ],
)
def test_remaining_time_is_said_in_words(ahead, indonesian, english):
    with time_machine.travel(WHEN, tick=False):
        assert make.html("{{ when|remaining }}", when=WHEN + ahead) == indonesian
        with translation.override("en"):
            assert make.html("{{ when|remaining }}", when=WHEN + ahead) == english
