from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests import make

NOW = datetime(2019, 3, 13, 16, 0, tzinfo=UTC)


def test_a_task_list_counts_and_links_and_locks():
    tasks = [
        {"title": "SDM", "url": "/sdm/", "status": "complete"},
        {"title": "Infrastruktur", "url": "/infra/", "status": "not_started"},
        {"title": "Kirim", "url": "", "status": "blocked", "detail": "Semua bagian"},
    ]

    page = make.html("{% task_list tasks %}", tasks=tasks)

    assert "1 dari 3 selesai" in page
    assert '<a href="/infra/">Infrastruktur</a>' in page
    assert "<span>Kirim</span>" in page
    assert "<p>Semua bagian</p>" in page


@pytest.mark.parametrize(
    ("ahead", "kind"),
    [
        (timedelta(days=3), ""),
        (timedelta(days=3, seconds=-1), "near"),
        (timedelta(hours=24), "near"),
        (timedelta(hours=24, seconds=-1), "urgent"),
        (timedelta(hours=-1), "urgent"),
    ],
)
def test_a_deadline_turns_yellow_at_three_days_and_red_at_a_day(ahead, kind):
    with time_machine.travel(NOW, tick=False):
        page = make.html("{% deadline when %}", when=NOW + ahead)

    assert f'class="deadline {kind}"' in page


def test_a_deadline_says_its_time_on_three_clocks_and_the_way_out():
    text = '{% deadline when "Asia/Makassar" "/minta/" "Minta perpanjangan" %}'
    with time_machine.travel(NOW, tick=False):
        page = make.html(text, when=NOW + timedelta(days=2))

    assert "Tenggat: Sabtu, 16 Maret 2019 pukul 00.00 WITA" in page
    assert "23.00 WIB, 01.00 WIT. Tersisa 2 hari." in page
    assert '<a class="right" href="/minta/">Minta perpanjangan</a>' in page


def test_without_a_deadline_there_is_no_banner():
    assert make.html("{% deadline when %}", when=None) == ""


def test_progress_is_said_in_words():
    page = make.html('{% meter 9 13 "Indikator dinilai" %}')

    assert "9 dari 13" in page
    assert "--share:69" in page


def test_progress_of_nothing_is_none():
    assert "--share:0" in make.html('{% meter 0 0 "Indikator dinilai" %}')


def test_an_empty_state_has_the_next_step():
    page = make.html(
        '{% no_data "Belum ada." %}<a href="/x/">Unggah</a>{% endno_data %}'
    )

    assert "Belum ada." in page
    assert '<a href="/x/">Unggah</a>' in page


def test_a_note_escapes_what_was_typed():
    page = make.html('{% note "warn" %}{{ typed }}{% endnote %}', typed="<b>")

    assert page == '<div class="note warn">&lt;b&gt;</div>'


def test_a_chart_stands_under_its_conclusion_and_over_its_source():
    page = make.html(
        '{% chart title="Naik" subtitle="Skala 0–4" source="BPS" %}x{% endchart %}'
    )

    assert page == (
        '<figure class="figure card"><header><h3>Naik</h3><p>Skala 0–4</p></header>x'
        "<figcaption>BPS</figcaption></figure>"
    )
