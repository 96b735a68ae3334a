"""Somebody drops out: what they sent stays, the rest goes to others."""

import pytest
from django.core.exceptions import ValidationError

from menuju.messages.models import Notification
from menuju.rounds.actions import assignments
from menuju.rounds.actions import proposals as actions
from menuju.rounds.models import Assignment, Round
from tests import make

pytestmark = pytest.mark.django_db


def judged_round(*codes):
    round_ = make.open_round(phase=Round.Phase.ASSESSMENT, assessors_per_region=2)
    for code in codes:
        make.judged_region(of=round_, code=code)
    return round_


def apply(proposal):
    return actions.assign_proposed(proposal, digest=proposal.digest, by=make.manager())


def dropping_out():
    """Who leaves has sent one region and not another; two could take over."""
    round_ = judged_round("64.71", "64.72")
    user = make.assessor(name="Pergi")
    leaver = make.pool_member(round_, user)
    others = [make.pool_member(round_, name=f"Asesor {n}") for n in range(2)]
    by = make.manager()
    sent, unsent = round_.participations.order_by("region")
    for part in (sent, unsent):
        assignments.assign(part, user.person, by=by)
        assignments.assign(part, others[0].person, by=by)
    make.sent(user, sent, 2, 2)
    return leaver, sent, unsent


def test_only_what_a_leaver_has_not_sent_goes_to_others():
    leaver, sent, unsent = dropping_out()

    made = actions.propose_leaving(leaver, reason="Sakit.", by=make.manager())
    assert not Assignment.objects.filter(withdrawn_at__isnull=False).exists()
    apply(made)

    leaver.refresh_from_db()
    assert leaver.left_reason == "Sakit."
    kept = Assignment.objects.get(participation=sent, assessor=leaver.person)
    given = Assignment.objects.get(participation=unsent, assessor=leaver.person)
    assert kept.withdrawn_at is None
    assert kept.scores.count() == 2
    assert given.withdrawn_reason == "Sakit."
    assert unsent.assignments.filter(withdrawn_at=None).count() == 2
    assert sent.assignments.count() == 2


def test_the_leaver_and_the_successor_are_told():
    leaver, _sent, _unsent = dropping_out()
    Notification.objects.all().delete()

    apply(actions.propose_leaving(leaver, reason="Sakit.", by=make.manager()))

    told = {(one.recipient.person.name, one.kind) for one in Notification.objects.all()}
    assert told == {("Asesor 1", "rounds.assigned"), ("Pergi", "rounds.reassigned")}


def test_scores_sent_after_the_preview_are_never_withdrawn():
    leaver, _sent, unsent = dropping_out()
    made = actions.propose_leaving(leaver, reason="Sakit.", by=make.manager())
    make.sent(leaver.person.account, unsent, 2, 2)

    with pytest.raises(actions.OutdatedError, match="Kota Samarinda"):
        apply(made)

    task = unsent.assignments.get(assessor=leaver.person)
    assert task.withdrawn_at is None


def test_who_leaves_says_why_and_leaves_once():
    leaver, _sent, _unsent = dropping_out()
    by = make.manager()

    with pytest.raises(ValidationError, match="mengapa"):
        actions.propose_leaving(leaver, reason=" ", by=by)
    apply(actions.propose_leaving(leaver, reason="Sakit.", by=by))
    leaver.refresh_from_db()
    with pytest.raises(ValidationError, match="sudah keluar"):
        actions.propose_leaving(leaver, reason="Lagi.", by=by)


def test_who_has_nothing_to_give_back_leaves_too():
    round_ = judged_round("64.71")
    member = make.pool_member(round_)
    make.pool_member(round_)

    assert (
        apply(actions.propose_leaving(member, reason="Pindah.", by=make.manager())) == 0
    )
    member.refresh_from_db()
    assert member.left_at is not None
