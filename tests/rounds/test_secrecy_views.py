import pytest
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.rounds.actions import scores
from tests import make
from tests.rounds.pages import at, of_round

pytestmark = pytest.mark.django_db
SECRET = "Kalimat rahasia yang hanya boleh dibaca oleh asesor itu sendiri."


def _pages(client, part):
    """Everything of the round that opens for whoever signed in."""
    rounds = ["detail", "assignments", "attendance_list", "moderation", "freeze"]
    rounds += ["edit", "advance", "invite", "eligibility"]
    regions = ["participation", "panel", "scoring", "scores_submit", "compare"]
    regions += ["attendance", "declare", "check", "evidence_list", "receipt"]
    places = [reverse("rounds:list")]
    places += [of_round(name, part.round) for name in rounds]
    places += [at(name, part) for name in regions]
    for name in ("item", "score", "moderate"):
        places += [at(name, part, code) for code in ("sdm-1", "sdm-2")]
    answers = [client.get(place) for place in places]
    assert {answer.status_code for answer in answers} <= {200, 302, 403, 404}
    return [answer.content.decode() for answer in answers]


def test_no_page_shows_an_assessor_what_the_others_gave_or_who_they_are(client):
    part = make.judged_region()
    users = make.panel(part, 3)
    users["B"].person.name = "Nama Asesor Kedua"
    users["B"].person.save()
    for item in ("sdm-1", "sdm-2"):
        make.score(users["B"], part, item, 0, reason=SECRET)
    client.force_login(users["A"])

    for page in _pages(client, part):
        assert SECRET not in page
        assert "Nama Asesor Kedua" not in page


def test_no_page_shows_a_region_its_assessors(client):
    part = make.judged_region()
    user = make.panel(part, 1)["A"]
    user.person.name = "Nama Asesor Pertama"
    user.person.save()
    make.sent(user, part, 2, 2)
    make.confirmed(make.slot(part))
    client.force_login(make.coordinator(part.region))

    pages = _pages(client, part)

    assert any("30" in page for page in pages)
    for page in pages:
        assert "Nama Asesor Pertama" not in page
        assert make.REASON not in page


def test_a_region_opens_no_page_of_the_secretariat(client):
    part = make.judged_region()
    client.force_login(make.coordinator(part.region))

    for name in ("assignments", "moderation", "freeze", "advance", "eligibility"):
        assert client.get(of_round(name, part.round)).status_code == 403
    stranger = make.coordinator(make.region("35.71"))
    client.force_login(stranger)
    assert client.get(of_round("freeze", part.round)).status_code == 404


def test_an_assessor_who_also_moderates_sees_no_scores_before_sending_their_own(client):
    part = make.judged_region(assessors_per_region=2)
    users = make.panel(part, 2)
    make.seat(users["A"].person, Capability.MODERATE, Capability.VIEW_ROUNDS)
    for item in ("sdm-1", "sdm-2"):
        make.score(users["B"], part, item, 0, reason=SECRET)
    scores.submit(make.assignment_of(users["B"], part), by=users["B"])
    client.force_login(users["A"])

    assert client.get(at("moderate", part, "sdm-1")).status_code == 403
    assert SECRET not in "".join(_pages(client, part))

    make.sent(users["A"], part, 2, 2)
    assert SECRET in client.get(at("moderate", part, "sdm-1")).text
