"""A selected region withdraws by a new decision of two persons; the first reserve follows."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
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
from menuju.results.queries.selection import Terms
from menuju.rounds.actions.participation import reply
from menuju.rounds.models import Participation, Round
from tests import make

pytestmark = pytest.mark.django_db

THREE = {
    "64.71": make.judged("4"),
    "64.72": make.judged("3"),
    "64.74": make.judged("2"),
}


def decider(name):
    return make.official(name, Capability.DECIDE)


def decided(reserves=2):
    release = make.released(THREE)
    rules = save_rules(release.round, Terms(places=1, reserves=reserves), None)
    publish_rules(rules, decider("Wati"))
    made = actions.propose_decision(release, make.choice("64.71"), decider("Rina"))
    return actions.decide(made, decider("Joko"))


def opened(reserves=2):
    made = decided(reserves)
    actions.conclude(made.release, None)
    made.refresh_from_db()
    return made


def outcomes():
    return dict(Participation.objects.values_list("region_id", "outcome"))


def test_the_first_reserve_moves_up():
    decision = opened()
    proposal = propose_replacement(
        decision, Departure("64.71", "Surat 5"), decider("Sari")
    )

    decide_replacement(proposal, decider("Budi"))

    assert outcomes() == {
        "64.71": "selected_withdrawn",
        "64.72": "selected",
        "64.74": "not_selected",
    }
    assert decision.lines.get(selected=True).result.participation.region_id == "64.71"


def test_one_that_moved_up_may_withdraw_too():
    decision = opened()
    by = decider("Budi")
    for region in ("64.71", "64.72"):
        proposal = propose_replacement(decision, Departure(region, "Surat"), None)
        decide_replacement(proposal, by)

    assert outcomes()["64.74"] == "selected"


def test_without_a_reserve_the_place_stays_empty():
    proposal = propose_replacement(opened(0), Departure("64.71", "Surat"), None)

    assert decide_replacement(proposal, decider("Budi")).follows is None
    assert "selected" not in outcomes().values()


def test_the_proposer_does_not_decide():
    by = decider("Sari")
    proposal = propose_replacement(opened(), Departure("64.71", "Surat"), by)

    with pytest.raises(PermissionDenied, match="orang lain"):
        decide_replacement(proposal, by)
    assert outcomes()["64.71"] == "selected"


@pytest.mark.parametrize(
    ("region", "reason", "said"),
    [("64.74", "Surat", "terpilih dalam keputusan"), ("64.71", " ", "Tuliskan alasan")],
)
def test_only_a_selected_region_leaves_and_with_a_reason(region, reason, said):
    decision = opened()

    with pytest.raises(ValidationError, match=said):
        propose_replacement(decision, Departure(region, reason), None)


def test_before_the_list_is_open_nobody_is_replaced():
    decision = decided()

    with pytest.raises(PermissionDenied, match="setelah hasil dibuka"):
        propose_replacement(decision, Departure("64.71", "Surat"), None)


def test_a_selected_region_cannot_withdraw_by_its_reply_and_is_told_the_way():
    opened()
    part = Participation.objects.select_related("round").get(region="64.71")
    by = decider("Sari")

    with pytest.raises(PermissionDenied, match=r"sudah terpilih.*dua orang"):
        reply(part, accepts=False, reason="x", by=by)


def test_the_page_of_its_reply_says_the_same(client):
    opened()
    client.force_login(make.somebody(Capability.VIEW_REGION, Capability.SUBMIT))

    refused = client.get(reverse("rounds:invitation", args=["2019", "64.71"]))

    assert refused.status_code == 403
    assert "sudah terpilih" in refused.text
    assert "dua orang memutuskan penggantian" in refused.text


def test_its_refusal_tells_nothing_before_the_list_is_open():
    release = decided().release
    Round.objects.filter(pk=release.round_id).update(phase=Round.Phase.DECISION)
    part = Participation.objects.select_related("round").get(region="64.71")
    by = decider("Sari")

    with pytest.raises(PermissionDenied, match="tidak dapat diubah lagi"):
        reply(part, accepts=False, reason="x", by=by)


def test_the_page_proposes_and_another_institution_decides(client):
    opened()
    url = reverse("results:replacements", args=["2019"])
    client.force_login(decider("Sari"))
    typed = {"region": "64.71", "reason": "Surat bupati 5/2019"}
    assert client.post(url, typed).status_code == 302
    proposal = Replacement.objects.get()
    decide = reverse("results:replacement-decide", args=["2019", proposal.pk])
    assert client.post(decide).status_code == 403

    client.force_login(decider("Budi"))
    client.post(decide)

    assert outcomes()["64.72"] == "selected"
    assert "Cadangan 1 naik: Kota Samarinda" in client.get(url).text


def test_a_form_without_a_reason_keeps_what_was_typed(client):
    opened()
    client.force_login(decider("Sari"))

    answer = client.post(
        reverse("results:replacements", args=["2019"]), {"region": "64.71"}
    )

    assert answer.status_code == 422
    assert '<option value="64.71" selected>' in answer.text
