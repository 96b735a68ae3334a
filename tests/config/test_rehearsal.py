"""The field of 2019 can be decided once more by clicking; simulated people help, in a demo only."""

from decimal import Decimal

import pytest
from django.urls import NoReverseMatch, reverse

from menuju.accounts.models import User
from menuju.config.demo.cards import CARDS
from menuju.results.queries.selection import series_of, terms_of
from menuju.rounds.actions import proposals
from menuju.rounds.models import (
    Answer,
    Assignment,
    ConfirmedAttendance,
    EvidenceVersion,
    Participation,
    Round,
    Score,
    SessionSlot,
)
from menuju.rounds.queries.moderation import open_counts
from menuju.rounds.queries.proposals import Ask

BALIKPAPAN = "64.71"
CODE = "latihan-2019"
SCORES = f"/kerja/latihan/{CODE}/nilai/"
ATTENDANCE = f"/kerja/latihan/{CODE}/kehadiran/"
PAGE = f"/kerja/asesmen/{CODE}/"
BUTTON = "Sahkan kehadiran simulasi"
PROCESSOR = "menuju.config.demo.access.rehearsal_context"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]


@pytest.fixture
def in_demo(settings):
    """What `MENUJU_DEMO=1` switches on: the flag, the addresses, the part of the page."""
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.config.demo_urls"
    engine = settings.TEMPLATES[0]
    options = engine["OPTIONS"]
    processors = [*options["context_processors"], PROCESSOR]
    settings.TEMPLATES = [
        {**engine, "OPTIONS": {**options, "context_processors": processors}}
    ]


@pytest.fixture
def round_():
    return Round.objects.get(code=CODE)


def user(key):
    email = next(card.email for card in CARDS if card.key == key)
    return User.objects.get(email=email)


def seated(client, key):
    client.force_login(user(key), "menuju.accounts.access.SignIn")
    return client


def assigned(round_):
    """A proposal of panels, applied by the secretariat."""
    by = user("sekretariat")
    made = proposals.propose(round_, Ask(), by=by)
    return proposals.assign_proposed(made, digest=made.digest, by=by)


def of(model, code, *fields, part="participation"):
    rows = model.objects.filter(**{f"{part}__round__code": code})
    return sorted(rows.values_list(f"{part}__region", *fields))


def test_the_regions_answers_and_papers_are_those_of_2019():
    assert of(Answer, CODE, "item", "level") == of(Answer, "2019", "item", "level")
    papers = {"part": "evidence__participation"}
    assert of(EvidenceVersion, CODE, "file", **papers) == of(
        EvidenceVersion, "2019", "file", **papers
    )


def test_nobody_is_assigned_and_no_attendance_is_confirmed(round_):
    assert round_.phase == Round.Phase.ASSESSMENT
    assert round_.pool_members.count() == 30
    assert not Assignment.objects.filter(participation__round=round_).exists()
    assert not ConfirmedAttendance.objects.filter(slot__session__round=round_).exists()


def test_balikpapans_delegation_is_the_published_one_from_two_sources():
    slot = SessionSlot.objects.get(
        participation__round__code=CODE, participation__region=BALIKPAPAN
    )
    heads = slot.reports.filter(office="head").values_list("status", "provenance")

    assert set(heads) == {("present", "published"), ("absent", "published")}


def test_severity_was_declared_and_the_rules_are_a_draft(round_):
    terms = terms_of(round_)
    past = Round.objects.filter(year__in=[2017, 2018])

    assert round_.severity == Round.Severity.ADDITIVE
    assert (terms.is_published, terms.minima, terms.series_places) == (False, (), 100)
    assert series_of(round_, terms).taken == sum(one.quota for one in past)


@pytest.mark.usefixtures("in_demo")
def test_simulated_assessors_score_and_send_what_is_left(client, round_):
    count = assigned(round_)
    seated(client, "sekretariat").post(SCORES)
    sent = Assignment.objects.filter(
        participation__round=round_, submitted_at__isnull=False
    )

    assert sent.count() == count >= 27
    assert not Score.objects.filter(assignment__in=sent, provenance="entered").exists()


@pytest.mark.usefixtures("in_demo")
def test_a_few_differences_are_left_to_moderate(client, round_):
    assigned(round_)
    seated(client, "sekretariat").post(SCORES)
    queue, by_rule = open_counts(round_)

    assert 0 < queue <= 6
    assert by_rule > 20 * queue


@pytest.mark.usefixtures("in_demo")
def test_a_second_press_adds_nothing(client, round_):
    assigned(round_)
    seated(client, "sekretariat").post(SCORES)
    before = Score.objects.count()
    client.post(SCORES)

    assert Score.objects.count() == before


@pytest.mark.usefixtures("in_demo")
def test_what_a_person_scored_by_hand_stays_theirs_to_send(client, round_):
    assigned(round_)
    mine = Assignment.objects.filter(participation__round=round_).first()
    Score.objects.create(
        assignment=mine,
        item="sdm-1",
        level=Decimal(4),
        reason="Dinilai tangan.",
        version=1,
        edited_at=mine.assigned_at,
    )
    seated(client, "sekretariat").post(SCORES)
    mine.refresh_from_db()

    assert mine.submitted_at is None
    assert mine.scores.get(item="sdm-1").reason == "Dinilai tangan."
    assert mine.scores.count() > 1


@pytest.mark.usefixtures("in_demo")
def test_without_panels_the_button_says_what_to_do_first(client, round_):
    answer = seated(client, "sekretariat").post(SCORES, follow=True)

    assert "Susun dan terapkan usulan penugasan" in answer.content.decode()
    assert not Score.objects.filter(assignment__participation__round=round_).exists()


@pytest.mark.usefixtures("in_demo")
def test_every_attendance_but_balikpapans_is_confirmed(client):
    seated(client, "sekretariat").post(ATTENDANCE)
    left = SessionSlot.objects.filter(
        participation__round__code=CODE, confirmed_at=None
    )

    assert list(left.values_list("participation__region", flat=True)) == [BALIKPAPAN]


@pytest.mark.usefixtures("in_demo")
def test_the_secretariat_finds_the_buttons_on_the_page_of_the_round(client):
    page = seated(client, "sekretariat").get(PAGE).content.decode()

    assert BUTTON in page
    assert ATTENDANCE in page


@pytest.mark.usefixtures("in_demo")
def test_others_find_no_buttons_and_cannot_press_them(client):
    page = seated(client, "panitia").get(PAGE)

    assert BUTTON not in page.content.decode()
    assert client.post(ATTENDANCE).status_code == 403


@pytest.mark.usefixtures("in_demo")
def test_in_no_other_round_do_simulated_people_act(client):
    other = ATTENDANCE.replace(CODE, "latihan-penilaian")

    assert seated(client, "sekretariat").post(other).status_code == 404


@pytest.mark.parametrize("path", [SCORES, ATTENDANCE])
def test_outside_a_demo_the_addresses_do_not_exist(client, path):
    assert seated_anyway(client).post(path).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("rehearsal:scores", args=[CODE])


@pytest.mark.parametrize("path", [SCORES, ATTENDANCE])
def test_outside_a_demo_the_buttons_do_nothing_even_with_their_addresses(
    client, settings, path
):
    settings.ROOT_URLCONF = "tests.config.demo_urls"

    assert seated_anyway(client).post(path).status_code == 404
    assert not ConfirmedAttendance.objects.filter(
        slot__session__round__code=CODE
    ).exists()


def test_outside_a_demo_the_page_of_the_round_has_no_buttons(client):
    page = seated_anyway(client).get(PAGE).content.decode()

    assert Participation.objects.filter(round__code=CODE).exists()
    assert BUTTON not in page


def seated_anyway(client):
    """The secretariat at an address of its own: the demo's open nothing elsewhere."""
    one = user("sekretariat")
    User.objects.filter(pk=one.pk).update(email="sekretariat@kantor.example")
    one.refresh_from_db()
    client.force_login(one, "menuju.accounts.access.SignIn")
    return client
