"""Reserves with equal scores share a number; who of them moves up is chosen with a reason."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.results import actions
from menuju.results.actions.replacements import (
    Departure,
    decide_replacement,
    propose_replacement,
)
from menuju.results.actions.rules import publish_rules, save_rules
from menuju.results.models import Replacement
from menuju.results.queries.decisions import places
from menuju.results.queries.replacements import next_reserves
from menuju.results.queries.selection import Terms
from menuju.web.exceptions import ConflictError
from tests import make

pytestmark = pytest.mark.django_db

EQUAL = {
    "64.71": make.judged("4"),
    "64.72": make.judged("3"),
    "64.74": make.judged("3"),
    "64.01": make.judged("2"),
}


def decider(name):
    return make.official(name, Capability.DECIDE)


def opened(reserves=3):
    """One place for Balikpapan; Samarinda and Bontang are equal behind it."""
    release = make.released(EQUAL)
    rules = save_rules(release.round, Terms(places=1, reserves=reserves), None)
    publish_rules(rules, decider("Wati"))
    made = actions.propose_decision(release, make.choice("64.71"), decider("Rina"))
    decision = actions.decide(made, decider("Joko"))
    actions.conclude(release, None)
    decision.refresh_from_db()
    return decision


def numbers(decision):
    return dict(decision.lines.values_list("result__participation__region", "reserve"))


def chosen(follows="64.74", choice="Pemerataan gugus pulau."):
    return Departure("64.71", "Surat 5", follows=follows, choice=choice)


def test_equals_share_the_better_number():
    assert numbers(opened()) == {"64.71": None, "64.72": 1, "64.74": 1, "64.01": 3}


def test_equals_at_the_last_number_are_all_reserves():
    assert numbers(opened(1)) == {"64.71": None, "64.72": 1, "64.74": 1, "64.01": None}


def test_before_a_choice_the_board_numbers_them_alike():
    release = make.released(EQUAL)

    found = places(release, Terms(places=1, reserves=3))

    assert {each.code: each.reserve for each in found} == {
        "64.71": 0,
        "64.72": 1,
        "64.74": 1,
        "64.01": 3,
    }


@pytest.mark.parametrize(
    "departure", [chosen(follows=""), chosen(choice=" "), chosen(follows="64.01")]
)
def test_among_equals_nobody_follows_by_the_alphabet(departure):
    decision = opened()

    with pytest.raises(ValidationError, match=r"Kota Bontang, Kota Samarinda.*alasan"):
        propose_replacement(decision, departure, decider("Sari"))


def test_the_one_that_was_chosen_with_a_reason_follows_and_the_other_is_next():
    decision = opened()
    made = propose_replacement(decision, chosen(), decider("Sari"))

    decide_replacement(made, decider("Budi"))

    made.refresh_from_db()
    assert made.follows.result.participation.region_id == "64.74"
    assert made.choice_reason == "Pemerataan gugus pulau."
    left = next_reserves(decision)
    assert [line.result.participation.region_id for line in left] == ["64.72"]


def test_a_proposal_whose_reserve_is_no_longer_next_is_proposed_anew():
    decision = opened()
    made = propose_replacement(decision, chosen(), decider("Sari"))
    last = decision.lines.get(result__participation__region="64.01")
    Replacement.objects.filter(pk=made.pk).update(follows=last)

    with pytest.raises(ConflictError, match="Usulkan lagi"):
        decide_replacement(made, decider("Budi"))


def test_the_page_asks_which_of_the_equals_follows(client):
    opened()
    client.force_login(decider("Sari"))
    url = reverse("results:replacements", args=["2019"])
    typed = {"region": "64.71", "reason": "Surat 5"}

    refused = client.post(url, typed)
    taken = client.post(url, typed | {"follows": "64.72", "choice": "Anggaran siap."})

    assert refused.status_code == 422
    assert "dipegang bersama 2 daerah" in refused.text
    assert taken.status_code == 302
    assert "Anggaran siap." in client.get(url).text
