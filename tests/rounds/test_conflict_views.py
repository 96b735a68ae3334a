import pytest
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.rounds.access.conflicts import Nearness
from menuju.rounds.actions import conflicts
from tests import make
from tests.rounds.pages import at

pytestmark = pytest.mark.django_db


def test_a_declared_conflict_closes_the_scores_with_an_explanation(client):
    part = make.judged_region()
    user = make.panel(part, 1)["A"]
    client.force_login(user)

    sent = client.post(at("declare", part), {"reason": "Saudara saya Sekda."})

    assert sent.status_code == 302
    closed = client.get(at("score", part, "sdm-1"))
    assert closed.status_code == 403
    assert "konflik kepentingan" in closed.content.decode()


def test_a_declared_conflict_closes_the_evidence_and_the_answers_too(client):
    part = make.judged_region()
    make.proof(part)
    user = make.panel(part, 1)["A"]
    client.force_login(user)
    pages = [
        at("participation", part),
        at("item", part, "sdm-1"),
        at("evidence_list", part),
        at("evidence", part, 1),
    ]
    assert {client.get(page).status_code for page in pages} == {200}

    conflicts.declare(user.person, part.region, reason="Saudara.", by=user)

    closed = [client.get(page) for page in pages]
    assert {answer.status_code for answer in closed} == {403}
    assert "konflik kepentingan" in closed[0].content.decode()


def test_a_second_seat_does_not_open_what_a_declared_conflict_closed(client):
    part = make.judged_region()
    make.proof(part)
    user = make.panel(part, 1)["A"]
    make.seat(user.person, Capability.VIEW_ROUNDS)
    client.force_login(user)
    assert client.get(at("evidence_list", part)).status_code == 200

    conflicts.declare(user.person, part.region, reason="Saudara.", by=user)

    assert client.get(at("evidence_list", part)).status_code == 403
    assert client.get(at("evidence", part, 1)).status_code == 403


def test_an_overseer_who_judges_elsewhere_still_reads_a_region_near_to_them(client):
    part = make.judged_region()
    user = make.somebody(Capability.ASSESS, Capability.VIEW_ROUNDS)
    conflicts.declare(user.person, part.region, reason="Saudara.", by=user)
    client.force_login(user)

    assert client.get(at("evidence_list", part)).status_code == 200


def test_a_page_that_is_closed_leads_back_to_ones_own_tasks(client):
    part = make.judged_region()
    client.force_login(make.panel(part, 1)["A"])

    closed = client.get(reverse("rounds:create"))

    assert closed.status_code == 403
    assert "Kembali ke tugas saya" in closed.content.decode()


def test_a_resolved_conflict_opens_the_evidence_again(client):
    part = make.judged_region()
    user = make.panel(part, 1)["A"]
    client.force_login(user)
    conflicts.declare(user.person, part.region, reason="Saudara.", by=user)
    how = {"resolution": "Saudara jauh.", "by": make.manager()}
    conflicts.resolve(user.person, part.region, Nearness.DECLARED, **how)

    assert client.get(at("evidence_list", part)).status_code == 200


def test_nobody_resolves_their_own_conflict_on_the_page(client):
    part = make.judged_region()
    user = make.somebody(Capability.ASSESS, Capability.ASSIGN, Capability.VIEW_ROUNDS)
    conflicts.declare(user.person, part.region, reason="Saudara.", by=user)
    place = at("resolve", part, user.person_id, "declared")
    client.force_login(user)
    assert client.post(place, {"reason": "Tidak apa."}).status_code == 403

    client.force_login(make.manager())
    assert client.post(place, {"reason": "Sudah pensiun."}).status_code == 302
