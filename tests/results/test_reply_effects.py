"""What an upheld reply does: figures from the freeze, the line, precedents."""

import pytest
from django.core.exceptions import ValidationError

from menuju.instruments.queries import tree_of
from menuju.results.models import Release
from menuju.results.queries.compute import compute
from menuju.results.queries.replies import changed, given_of, upheld_before
from menuju.rounds.models import Moderation
from menuju.rounds.queries.precedents import precedents
from tests import make

pytestmark = pytest.mark.django_db


def test_the_effect_is_the_freeze_computed_with_the_changed_level():
    result = make.contested_result()
    made = make.answered(result, make.contested(result))
    inputs = result.release.freeze.inputs
    with_change = {
        **inputs,
        "regions": {
            **inputs["regions"],
            "64.72": changed(given_of(result), {("item", "sdm-1"): "4"}),
        },
    }
    figures = compute(with_change, tree_of(result.release.round.instrument_version))

    assert made.effect.score_before == result.score
    assert made.effect.score_after == figures["64.72"].score
    assert made.effect.position_after == figures["64.72"].position


def test_the_freeze_itself_is_not_changed():
    result = make.contested_result()
    before = result.release.freeze.inputs["regions"]["64.72"]["levels"]["sdm-1"]
    make.answered(result, make.contested(result))

    release = Release.objects.select_related("freeze").get(pk=result.release_id)
    assert release.freeze.inputs["regions"]["64.72"]["levels"]["sdm-1"] == before == "3"


def test_a_dismissed_reply_changes_no_figure():
    result = make.contested_result()
    effect = make.answered(result, make.contested(result), "dismissed", "").effect

    assert effect.score_before == effect.score_after
    assert not effect.moves


def test_a_level_that_does_not_reach_the_line_moves_nothing():
    result = make.contested_result("64.74")
    effect = make.answered(result, make.contested(result, asked="3"), level="3").effect

    assert effect.score_after > effect.score_before
    assert not effect.moves


def crossing():
    """Two points below the line: sdm-2 at 4 would pass the region that is in."""
    regions = {"64.71": make.judged("4"), "64.72": make.judged("3", "3")}
    return make.contested_result(regions=regions)


def test_a_level_that_passes_the_line_says_so_and_leaves_the_decision():
    result = crossing()
    effect = make.answered(result, make.contested(result)).effect

    assert (effect.within_before, effect.within_after, effect.moves) == (
        False,
        True,
        True,
    )
    assert not result.line.selected


def test_what_was_upheld_before_counts_for_the_next_reply():
    result = make.contested_result()
    first = make.answered(result, make.contested(result)).effect
    second = make.answered(
        result, make.contested(result, "sdm-2", "3"), level="3"
    ).effect

    assert second.score_before == first.score_after
    assert upheld_before(result.participation) == {
        ("item", "sdm-1"): "4",
        ("item", "sdm-2"): "3",
    }


def test_where_severity_is_corrected_the_new_level_stands_as_it_is():
    given = make.judged("3", adjusted={"sdm-1": "3.2", "sdm-2": "2", "paparan": "2"})

    made = changed(given, {("item", "sdm-1"): "4"})

    assert (made["adjusted"]["sdm-1"], made["adjusted"]["sdm-2"]) == ("4", "2")


def test_an_office_can_be_contested_and_its_attendance_computed_anew():
    result = make.contested_result()
    office = "agency_head:bappeda"
    reply = make.contested(result, office, "present:plt", subject="attendance")

    made = make.answered(result, reply, level="present:plt")

    # half of 10 points more of 40, times 40 % of 40 %, on a scale of 4
    assert reply.level_before == "represented:division_head"
    assert made.effect.score_after - made.effect.score_before == pytest.approx(
        5 / 40 * 4 * 0.4 * 0.4
    )


def test_an_unknown_state_of_attendance_is_refused():
    with pytest.raises(ValidationError, match="kehadiran dari daftar"):
        make.contested(
            make.contested_result(), "deputy", "present:raja", subject="attendance"
        )


# --- precedents


def agreed(result, item="sdm-1", by=None):
    return Moderation.objects.create(
        participation=result.participation,
        item=item,
        spread=2,
        by_rule=False,
        level=3,
        reason="Berita acara panel.",
        decided_by=by,
        decided_at=make.NOON,
    )


def test_an_upheld_point_joins_the_precedents_if_marked():
    result = make.contested_result()
    agreed(result)
    make.answered(result, make.contested(result), is_precedent=True)
    other = make.result_of(result.release, "64.74").participation

    (found,) = precedents(other, "sdm-1", "belum dibaca panel")

    assert (found.level, found.reason) == (4, make.REPLY_ANSWER)


def test_a_precedent_does_not_name_its_region():
    result = make.contested_result()
    named = f"Di Samarinda {make.REPLY_ANSWER}"
    reply = make.contested(result)

    with pytest.raises(ValidationError, match="Hapus nama Kota Samarinda"):
        make.answered(result, reply, answer=named, is_precedent=True)

    assert make.answered(result, reply, answer=named).answer == named


def test_a_dismissed_point_is_no_precedent_even_if_marked():
    result = make.contested_result()
    made = make.answered(
        result, make.contested(result), "dismissed", "", is_precedent=True
    )

    assert not made.is_precedent
