from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from menuju.accounts.models import Capability
from menuju.rounds.access.judging import may_moderate
from menuju.rounds.actions import moderation as actions
from menuju.rounds.models import Moderation, Round, Score
from menuju.rounds.queries.moderation import standing_of
from tests import make

pytestmark = pytest.mark.django_db


def moderated(*sheets, **changes):
    """A region in moderation that was judged with these levels."""
    part = make.judged_region(assessors_per_region=len(sheets), **changes)
    make.judged_by(part, *sheets)
    return make.in_phase(part, Round.Phase.MODERATION)


def moderator(name="Moderator"):
    return make.somebody(Capability.MODERATE, Capability.VIEW_ROUNDS, name=name)


def agreed():
    return dict(Moderation.objects.values_list("item", "level"))


def test_inside_the_tolerance_the_mean_is_agreed_exactly():
    part = moderated((1, 2), (2, 2), (2, 2))

    assert actions.agree_by_rule(part.round, by=moderator()) == 2

    assert agreed() == {"sdm-1": Decimal("1.6667"), "sdm-2": Decimal(2)}


def test_inside_the_tolerance_the_median_is_agreed_if_the_round_says_so():
    part = moderated((1, 2), (2, 2), (2, 2), agreement=Round.Agreement.MEDIAN)

    actions.agree_by_rule(part.round, by=moderator())

    assert agreed() == {"sdm-1": Decimal(2), "sdm-2": Decimal(2)}


def test_outside_the_tolerance_nothing_is_agreed_by_rule():
    part = moderated((0, 2), (2, 2))

    actions.agree_by_rule(part.round, by=moderator())

    assert agreed() == {"sdm-2": Decimal(2)}
    (open_,) = standing_of(part.round).queue
    assert (open_.node.code, open_.spread) == ("sdm-1", Decimal(2))


def test_where_one_assessor_found_the_evidence_insufficient_a_person_decides():
    part = moderated((None, 2), (2, 2))

    actions.agree_by_rule(part.round, by=moderator())

    assert agreed() == {"sdm-2": Decimal(2)}


def test_the_rule_applied_twice_changes_nothing():
    part = moderated((1, 2), (2, 2))
    actions.agree_by_rule(part.round, by=moderator())

    assert actions.agree_by_rule(part.round, by=moderator("Kedua")) == 0
    assert Moderation.objects.count() == 2


def test_the_queue_is_ordered_by_spread_times_weight():
    part = moderated((0, 0), (2, 1), tolerance=Decimal("0.5"))

    queue = standing_of(part.round).queue

    assert [one.node.code for one in queue] == ["sdm-1", "sdm-2"]
    assert queue[0].impact == 2 * queue[1].impact


def test_a_person_decides_with_a_reason_and_the_first_scores_stay():
    part = moderated((0, 2), (2, 2))

    made = actions.decide(
        part, "sdm-1", level=Decimal(1), reason=make.REASON, by=moderator()
    )

    assert (made.level, made.by_rule, made.spread) == (Decimal(1), False, Decimal(2))
    first = Score.objects.filter(item="sdm-1").values_list("level", flat=True)
    assert sorted(first) == [Decimal(0), Decimal(2)]


def test_a_moderated_level_needs_a_long_reason_and_a_level_of_the_scale():
    part = moderated((0, 2), (2, 2))

    with pytest.raises(ValidationError, match="Sekarang 6 huruf"):
        actions.decide(part, "sdm-1", level=Decimal(1), reason="Pendek", by=moderator())
    with pytest.raises(ValidationError, match="tidak ada pada skala"):
        actions.decide(
            part, "sdm-1", level=Decimal(5), reason=make.REASON, by=moderator()
        )


def test_an_assessor_of_the_region_does_not_moderate_it():
    part = moderated((0, 2), (2, 2))
    judge = part.assignments.get(letter="A").assessor.account
    make.seat(judge.person, Capability.MODERATE)

    with pytest.raises(PermissionDenied, match="nilainya sendiri"):
        actions.decide(part, "sdm-1", level=Decimal(1), reason=make.REASON, by=judge)


def test_a_level_is_agreed_once():
    part = moderated((0, 2), (2, 2))
    said = {"level": Decimal(1), "reason": make.REASON, "by": moderator()}
    actions.decide(part, "sdm-1", **said)

    with pytest.raises(ValidationError, match="sudah disepakati"):
        actions.decide(part, "sdm-1", **said)


def test_moderation_is_closed_while_assessors_still_judge():
    part = make.judged_region()

    with pytest.raises(PermissionDenied, match="Penilaian asesor"):
        actions.agree_by_rule(part.round, by=moderator())


def test_inside_the_tolerance_no_person_decides():
    part = moderated((1, 2), (2, 2))

    with pytest.raises(ValidationError, match="dalam toleransi"):
        actions.decide(
            part, "sdm-1", level=Decimal(1), reason=make.REASON, by=moderator()
        )

    assert agreed() == {}


def test_nobody_decides_while_an_assessor_has_not_sent():
    part = make.judged_region()
    users = make.panel(part, 3)
    make.sent(users["A"], part, 0, 2)
    make.sent(users["B"], part, 2, 2)
    part = make.in_phase(part, Round.Phase.MODERATION)

    with pytest.raises(ValidationError, match="Belum semua asesor"):
        actions.decide(
            part, "sdm-1", level=Decimal(1), reason=make.REASON, by=moderator()
        )


def test_the_mean_of_three_is_kept_to_four_places():
    part = moderated((1, 2), (2, 2), (2, 1))

    actions.agree_by_rule(part.round, by=moderator())

    assert agreed() == {"sdm-1": Decimal("1.6667"), "sdm-2": Decimal("1.6667")}


def test_a_moderator_who_lives_there_does_not_decide():
    part = moderated((0, 2), (2, 2))
    near = moderator()
    assert may_moderate(near, part)
    near.person.home_region = part.region
    near.person.save()

    assert not may_moderate(near, part)
