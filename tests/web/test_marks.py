from types import SimpleNamespace

import pytest
from django.utils import translation

from menuju.web.components.marks import STATES
from tests import make

SIMULATED = SimpleNamespace(is_simulated=True)
PUBLISHED = SimpleNamespace(is_simulated=False)


def test_a_simulated_record_carries_the_diamond_and_its_word():
    assert make.html("{% simulated record %}", record=SIMULATED) == (
        '<span class="simulated"><span class="visually-hidden"> (simulasi)</span></span>'
    )
    assert make.html("{% simulated record %}", record=PUBLISHED) == ""


def test_a_simulated_record_can_carry_a_visible_word():
    tag = '<span class="tag simulated-tag">Simulasi</span>'

    assert make.html("{% simulated_tag record %}", record=SIMULATED) == tag
    assert make.html("{% simulated_tag record %}", record={}) == ""


@pytest.mark.parametrize("record", [True, {"is_simulated": True}, SIMULATED])
def test_a_truth_value_a_mapping_or_a_record_says_so(record):
    assert "simulasi" in make.html("{% simulated record %}", record=record)


def test_a_proposed_part_is_marked_and_a_sourced_one_is_not():
    text = "{% proposed node %}"

    assert "usulan" in make.html(text, node=SimpleNamespace(is_proposed=True))
    assert make.html(text, node=SimpleNamespace(is_proposed=False)) == ""


def test_a_sourced_figure_leads_to_its_source():
    assert make.html("{% source 2 %}") == (
        '<a class="source-mark" href="#source-2" aria-label="Rujukan 2">[2]</a>'
    )
    assert make.html("{% source nothing %}", nothing=None) == ""


def test_the_list_of_sources_has_the_places_the_marks_lead_to():
    page = make.html("{% sources texts %}", texts=["Tribun <2022>", "InfoPublik"])

    assert '<li id="source-1">Tribun &lt;2022&gt;</li>' in page
    assert '<li id="source-2">InfoPublik</li>' in page


@pytest.mark.parametrize("state", STATES)
def test_each_state_has_a_word_in_both_languages(state):
    indonesian = make.html("{% status state %}", state=state)
    with translation.override("en"):
        english = make.html("{% status state %}", state=state)

    assert indonesian != english


def test_what_is_finished_is_a_plain_word_and_what_is_left_stands_out():
    assert make.html('{% status "complete" %}') == "<span>Selesai</span>"
    assert make.html('{% status "evidence_missing" %}') == (
        '<span class="tag risk">Bukti kurang</span>'
    )


def test_nobody_is_called_a_loser():
    words = " ".join(str(word) for _, word in STATES.values()).lower()

    assert "belum terpilih" in words
    assert not {"gagal", "ditolak", "lolos"} & set(words.split())
