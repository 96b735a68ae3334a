"""The order of the queue on a small round whose figures are computed by hand.

sdm weighs 0.6 and its two items half of that each, so a point of an item is worth 0.3.
Attendance weighs 0.4; it is confirmed in full for everybody here.
"""

import pytest

from menuju.rounds.actions import attendance
from menuju.rounds.models import Round
from menuju.rounds.queries.impact import Reach
from menuju.rounds.queries.moderation import standing_of
from tests import make

pytestmark = pytest.mark.django_db


def judged(round_, code, *sheets):
    part = make.judged_region(of=round_, code=code)
    for letter, levels in zip("ABC", sheets, strict=False):
        user = make.assessor_of(part, letter=letter)
        make.sent(user, part, *levels)
    turn = make.slot(part)
    for office in ("head", "agency_head:diskominfo", "agency_head:bappeda"):
        make.told(turn, office)
    attendance.confirm(turn, {}, by=make.committee())
    return part


@pytest.fixture
def round_():
    """One place. Scores: Balikpapan 2.8, Samarinda 0.6 x 1.5 + 1.6 = 2.5, Kediri 1.9."""
    made = make.open_round(phase=Round.Phase.ASSESSMENT, quota=1)
    made.assessors_per_region = 2
    made.save()
    judged(made, "64.71", (2, 2), (2, 2))
    judged(made, "64.72", (0, 2), (2, 2))
    judged(made, "35.71", (0, 0), (2, 0))
    Round.objects.filter(pk=made.pk).update(phase=Round.Phase.MODERATION)
    made.refresh_from_db()
    return made


def test_what_could_change_the_selection_comes_first(round_):
    first, second = standing_of(round_).queue

    assert (first.participation.region_id, first.node.code) == ("64.72", "sdm-1")
    assert (second.participation.region_id, second.node.code) == ("35.71", "sdm-1")
    assert first.effect.value > second.effect.value


def test_shift_and_distance_are_points_of_the_score(round_):
    near, far = (one.effect for one in standing_of(round_).queue)

    # Samarinda: level 1 could still become 2, worth 0.3; it is 0.3 below the line.
    assert near.shift == pytest.approx(0.3)
    assert near.distance == pytest.approx(0.3)
    # Kediri: level 1 could become 2, worth 0.3; its score is 1.9, the line 2.8.
    assert far.shift == pytest.approx(0.3)
    assert far.distance == pytest.approx(0.9)


def test_the_reach_is_said_in_words(round_):
    near, far = (one.effect.reach for one in standing_of(round_).queue)

    assert (near, far) == (Reach.DECISIVE, Reach.SMALL)


def test_two_differences_of_a_region_may_decide_together():
    made = make.open_round(phase=Round.Phase.ASSESSMENT, quota=1)
    Round.objects.filter(pk=made.pk).update(assessors_per_region=2)
    judged(made, "64.71", (2, 2), (2, 2))
    judged(made, "64.72", (0, 0), (2, 2))
    Round.objects.filter(pk=made.pk).update(phase=Round.Phase.MODERATION)
    made.refresh_from_db()

    # Each is worth 0.3, and the region is 0.6 below the line.
    reaches = {one.effect.reach for one in standing_of(made).queue}

    assert reaches == {Reach.TOGETHER}


def test_with_a_place_for_everybody_nothing_is_decided_and_spread_orders(round_):
    Round.objects.filter(pk=round_.pk).update(quota=3)
    round_.refresh_from_db()

    queue = standing_of(round_).queue

    assert {one.effect.value for one in queue} == {0.0}
    assert [one.participation.region_id for one in queue] == ["35.71", "64.72"]


def test_a_region_without_a_score_has_no_effect():
    part = make.judged_region(assessors_per_region=2)
    make.judged_by(part, (0, 2), (2, 2))
    part = make.in_phase(part, Round.Phase.MODERATION)

    (only,) = standing_of(part.round).queue

    assert (only.effect.reach, only.effect.value) == (Reach.UNKNOWN, 0.0)


def test_the_effects_cost_the_same_queries_for_one_and_three_regions(
    round_, django_assert_max_num_queries
):
    with django_assert_max_num_queries(9):
        standing_of(round_)
