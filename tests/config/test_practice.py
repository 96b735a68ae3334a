"""The practice rounds leave every sign-in card work, and the cards open."""

from collections import Counter
from decimal import Decimal

import pytest
from django.utils import timezone

from menuju.accounts.models import Person, User
from menuju.config.demo.cards import CARDS, welcome
from menuju.instruments.queries import tree_of
from menuju.results.actions import decide, propose_decision, publish, release
from menuju.results.models import Letter
from menuju.results.queries.decisions import Choice, Signature, places
from menuju.rounds.access.replies import why_not_answer
from menuju.rounds.actions import freeze, moderation, phases
from menuju.rounds.models import (
    Claim,
    Delegation,
    Extension,
    ExtensionRequest,
    Moderation,
    Participation,
    Reply,
    Round,
    Submission,
)
from menuju.rounds.queries.answers import sheet_of
from menuju.rounds.queries.extensions import waiting
from menuju.rounds.queries.moderation import standing_of
from menuju.rounds.queries.submission import signatories_of

BALIKPAPAN = "64.71"


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]


def test_the_open_practice_round_leaves_balikpapan_work():
    row = Participation.objects.get(region=BALIKPAPAN, round__code="latihan-pengisian")
    proven = set(
        Claim.objects.filter(evidence__participation=row).values_list("item", flat=1)
    )

    assert row.round.phase == Round.Phase.SELF_ASSESSMENT
    assert row.answers.filter(is_done=True).count() == 9
    assert Delegation.objects.get(participation=row).agency.kind == "bappeda"
    assert "sdm-3" in set(row.answers.values_list("item", flat=True)) - proven


def test_paser_lacks_one_item_to_submit():
    row = Participation.objects.get(region="64.01", round__code="latihan-pengisian")
    missing = sheet_of(row).missing

    assert [line.node.code for line in missing] == ["komitmen-tertulis"]
    assert signatories_of(row).count() == 4


def test_one_extension_is_public_and_one_waits_for_the_secretariat():
    given, asked = Extension.objects.get(), ExtensionRequest.objects.get()

    assert (given.participation.region_id, given.is_simulated) == ("62.71", True)
    assert (asked.participation.region_id, asked.state) == ("64.01", "open")
    assert list(waiting()) == [asked]


def test_one_region_was_silent_and_one_declined():
    rows = Participation.objects.filter(round__code="latihan-pengisian")
    states = Counter(rows.values_list("status", flat=True))

    assert states == {"confirmed": 10, "invited": 1, "withdrawn": 1}


def test_the_judged_practice_round_has_assessors_with_work_left():
    rows = Round.objects.get(code="latihan-penilaian").participations
    left = rows.filter(assignments__submitted_at=None).distinct()

    assert Submission.objects.filter(participation__in=rows.all()).count() == 12
    assert left.count() == 3


def test_the_practice_round_in_moderation_has_open_differences():
    round_ = Round.objects.get(code="latihan-musyawarah")
    items = len(tree_of(round_.instrument_version).items)
    agreed = Moderation.objects.filter(participation__round=round_).count()

    assert round_.quota == 2
    assert agreed == 6 * items - 3


def test_the_practice_round_in_moderation_can_be_carried_to_its_decision():
    by = {card.key: User.objects.get(email=card.email) for card in CARDS}
    round_ = Round.objects.get(code="latihan-musyawarah")
    for one in standing_of(round_).queue:
        moderation.decide(
            one.participation,
            one.node.code,
            level=Decimal(2),
            reason="Disepakati bersama setelah bukti dibaca ulang oleh panel.",
            by=by["moderator"],
        )
    frozen = freeze.propose(round_, by=by["sekretariat"])
    freeze.approve(frozen, by=by["sekretariat-2"])
    phases.advance(round_, by=by["sekretariat"])
    made = release(frozen, by=by["sekretariat"])
    first = [place.code for place in places(made, 2) if place.within]
    officials = Person.objects.filter(name__startswith="Pejabat")
    signed = [Signature(each, "Pejabat", each.institution.name) for each in officials]
    choice = Choice(selected=frozenset(first), signatures=signed)
    decide(propose_decision(made, choice, by["sekretariat"]), by["sekretariat-2"])
    publish(made, by["sekretariat-2"])

    chosen = round_.participations.filter(outcome="selected")
    assert sorted(chosen.values_list("region", flat=True)) == sorted(first)
    assert len(first) == 2


def test_every_card_signs_in_with_the_password_of_the_demo():
    users = {user.email: user for user in User.objects.all()}

    assert all(users[card.email].check_password(card.password) for card in CARDS)


def test_every_card_holds_its_seat():
    for card in CARDS:
        seat = User.objects.get(email=card.email).seats_held[0]

        assert seat.capability_set.code == card.seat
        assert seat.region_id == (None if card.agency else card.region or None)


def test_the_terminal_shows_address_and_cards():
    text = welcome("http://127.0.0.1:8000/")

    assert "http://127.0.0.1:8000/" in text
    assert all(card.email in text for card in CARDS)


def test_a_published_practice_round_has_letters_and_a_reply_that_waits():
    round_ = Round.objects.get(code="latihan-hasil")
    reply = Reply.objects.get(participation__round=round_)
    letters = Letter.objects.filter(participation__round=round_, state="sent")

    assert round_.phase == Round.Phase.PUBLISHED
    assert letters.count() == round_.participations.count()
    assert (reply.state, reply.participation.region_id) == ("open", "64.01")
    assert reply.deadline > timezone.now()


def test_the_waiting_reply_can_be_answered_by_the_official():
    reply = Reply.objects.get(participation__round__code="latihan-hasil")

    assert why_not_answer(user("sekretariat-2"), reply) == ""


def user(key):
    return User.objects.get(email=f"{key}@menuju.example")
