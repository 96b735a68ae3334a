"""A decided list is sealed, opens by the clock to all at once, and nobody reads it before."""

import hashlib
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from menuju.accounts.models import Capability, Institution
from menuju.audit.models import Entry
from menuju.results import actions
from menuju.results.models import Decision
from menuju.rounds.models import Participation, Round
from tests import make

pytestmark = pytest.mark.django_db

THREE = {
    "64.71": make.judged("4"),
    "64.72": make.judged("3"),
    "64.74": make.judged("2"),
}
SOON = timedelta(days=2)


def decider(name, **more):
    return make.official(name, Capability.DECIDE, **more)


def sealed(opens_in=SOON):
    """A decided list that opens later."""
    release = make.released(THREE)
    opens = timezone.now() + opens_in
    made = actions.propose_decision(
        release, make.choice("64.71", opens_at=opens), decider("Rina")
    )
    return actions.decide(made, decider("Joko"))


def clock(monkeypatch, at):
    monkeypatch.setattr(timezone, "now", lambda: at)


def test_the_decider_comes_from_another_institution():
    body = Institution.objects.create(
        code="kominfo", name="Kominfo", short_name="Kominfo", kind="national"
    )
    release = make.released(THREE)
    made = actions.propose_decision(
        release, make.choice("64.71"), decider("Rina", institution=body)
    )
    colleague = decider("Tono", institution=body)

    with pytest.raises(PermissionDenied, match="sama-sama dari Kominfo"):
        actions.decide(made, colleague)
    assert actions.decide(made, decider("Joko")).decided_at


def test_an_institution_that_is_not_known_cannot_be_another_one():
    made = actions.propose_decision(
        make.released(THREE), make.choice("64.71"), decider("Rina")
    )
    by = decider("Joko")
    by.person.institution = None

    with pytest.raises(PermissionDenied, match="belum tercatat"):
        actions.decide(made, by)


def test_an_opening_in_the_past_is_refused():
    release, by = make.released(THREE), decider("Rina")
    past = make.choice("64.71", opens_at=timezone.now() - SOON)

    with pytest.raises(ValidationError, match="sudah lewat"):
        actions.propose_decision(release, past, by)


def test_a_sealed_list_gives_nobody_an_outcome_yet():
    decision = sealed()

    assert set(Participation.objects.values_list("outcome", flat=True)) == {""}
    assert len(decision.seal) == len(decision.seal_salt) == 64


def test_it_is_not_published_before_its_time():
    decision = sealed()

    with pytest.raises(ValidationError, match="tersegel sampai"):
        actions.publish(decision.release, None)


def test_it_opens_at_its_time_without_anybody(monkeypatch):
    decision = sealed()
    clock(monkeypatch, decision.opens_at)

    call_command("phases")

    release = Decision.objects.get().release
    assert release.published_at == decision.opens_at
    assert release.round.phase == Round.Phase.PUBLISHED
    assert Participation.objects.get(region="64.71").outcome == "selected"


def test_a_minute_before_nothing_opens(monkeypatch):
    decision = sealed()
    clock(monkeypatch, decision.opens_at - timedelta(minutes=1))

    call_command("phases")

    assert Decision.objects.get().release.published_at is None


def test_the_first_reader_after_the_time_opens_it(client, monkeypatch, settings):
    settings.MIDDLEWARE = [
        *settings.MIDDLEWARE,
        "menuju.results.views.opening.OpenOnTime",
    ]
    decision = sealed()
    before = client.get(reverse("portal:selection", args=["2019"])).text
    clock(monkeypatch, decision.opens_at)

    after = client.get(reverse("portal:selection", args=["2019"])).text

    assert "Kota Balikpapan" not in before
    assert "Kota Balikpapan" in after


def test_the_seal_is_shown_before_and_anybody_recomputes_it_after(client, monkeypatch):
    decision = sealed()
    page = client.get(reverse("portal:selection", args=["2019"]))
    bytes_ = reverse("portal:sealed-list", args=["2019"])
    assert decision.seal in page.text
    assert "no-store" in page["Cache-Control"]
    assert client.get(bytes_).status_code == 404
    clock(monkeypatch, decision.opens_at)
    call_command("phases")

    held = client.get(bytes_).content

    assert hashlib.sha256(held).hexdigest() == decision.seal


def test_the_same_list_never_has_the_same_seal():
    decision = sealed()
    salt = decision.seal_salt

    assert salt not in str(decision.seal)
    assert not Entry.objects.filter(detail__icontains=salt).exists()


ROLES = {
    "manages": (Capability.MANAGE_ROUNDS, Capability.VIEW_ROUNDS),
    "freezes": (Capability.FREEZE,),
    "audits": (Capability.AUDIT,),
    "views": (Capability.VIEW_ROUNDS,),
    "assesses": (Capability.ASSESS,),
    "moderates": (Capability.MODERATE, Capability.VIEW_ROUNDS),
    "region": (Capability.VIEW_REGION, Capability.ANSWER, Capability.SUBMIT),
    "public": None,
}
PLACES = [
    ("results:board", ["2019"]),
    ("results:board-export", ["2019", "csv"]),
    ("results:decision", ["2019"]),
    ("results:release", ["2019"]),
    ("results:replacements", ["2019"]),
    ("results:rules", ["2019"]),
    ("results:list", []),
    ("results:result", ["2019", "64.74"]),
    ("results:result-csv", ["2019", "64.74"]),
    ("results:result-json", ["2019", "64.74"]),
    ("rounds:detail", ["2019"]),
    ("rounds:list", []),
    ("overview:home", []),
    ("portal:home", []),
    ("portal:selection", ["2019"]),
    ("portal:sealed-list", ["2019"]),
    ("portal:round", ["2019"]),
    ("portal:regions", []),
    ("portal:region", ["64.74-kota-bontang"]),
    ("portal:dataset-csv", ["seleksi"]),
    ("portal:dataset-json", ["seleksi"]),
]


def signed_in(client, role):
    capabilities = ROLES[role]
    if capabilities is not None:
        region = make.named_region("64.74") if role == "region" else None
        client.force_login(make.official(role, *capabilities, region=region))


def told_surprise():
    """Sealed against the order: the last region is chosen, for a reason of its own."""
    release = make.released(THREE)
    reason = "Rahasia pemerataan Bontang"
    choice = make.choice(
        "64.74",
        reasons=dict.fromkeys(("64.71", "64.74"), reason),
        opens_at=timezone.now() + SOON,
        number="SK-RAHASIA-7",
    )
    return actions.decide(
        actions.propose_decision(release, choice, decider("Rina")), decider("Joko")
    )


@pytest.mark.parametrize("role", ROLES)
def test_nobody_but_deciders_learns_what_was_decided(client, role):
    told_surprise()
    signed_in(client, role)

    for name, args in PLACES:
        answer = client.get(reverse(name, args=args))
        text = answer.text if answer.status_code == 200 else ""
        assert "Rahasia pemerataan" not in text, (role, name)
        assert "SK-RAHASIA-7" not in text or name == "portal:selection", (role, name)
        assert "Pada tahap ini daerah Bapak/Ibu terpilih" not in text, (role, name)
        assert '"outcome": "selected"' not in text, (role, name)
        assert "Bontang,selected" not in text, (role, name)


def test_deciders_read_it_on_the_board_and_in_its_table(client):
    told_surprise()
    client.force_login(decider("Tono"))

    page = client.get(reverse("results:board", args=["2019"])).text
    table = client.get(reverse("results:board-export", args=["2019", "csv"])).text

    assert "Rahasia pemerataan" in page
    assert "Rahasia pemerataan" in table


def test_others_see_the_computed_order_on_the_board_not_the_choice(client):
    told_surprise()
    signed_in(client, "freezes")

    board = client.get(reverse("results:board", args=["2019"])).context["board"]

    assert [row.place.code for row in board.rows if row.place.selected] == ["64.71"]
    assert board.decision is None


def test_an_unknown_round_has_no_seal(client):
    assert client.get(reverse("portal:selection", args=["1999"])).status_code == 404


def test_a_proposal_alone_is_not_public(client):
    actions.propose_decision(
        make.released(THREE), make.choice("64.71"), decider("Rina")
    )

    assert client.get(reverse("portal:selection", args=["2019"])).status_code == 404


def test_the_opening_is_typed_on_the_clock_of_the_round(client):
    make.released(THREE, make.judged_round(time_zone="Asia/Makassar"))
    client.force_login(decider("Rina"))
    people = [decider(name).person.pk for name in ("Sari", "Budi")]
    at_ten = f"{timezone.now() + SOON:%Y-%m-%d}T10:00"
    typed = {
        "selected": ["64.71"],
        "opens_at": at_ten,
        **{f"person-{n}": pk for n, pk in enumerate(people, 1)},
        **{f"office-{n}": "Direktur" for n in (1, 2)},
        "institution-1": "Kominfo",
        "institution-2": "Kemendagri",
    }

    answer = client.post(reverse("results:decision", args=["2019"]), typed)

    assert answer.status_code == 302
    opens = Decision.objects.get().opens_at
    assert opens == datetime.fromisoformat(f"{at_ten}+08:00")
    page = client.get(reverse("results:decision", args=["2019"])).text
    assert f'value="{at_ten}"' in page


def test_a_time_that_is_none_is_refused_and_kept(client):
    make.released(THREE)
    client.force_login(decider("Rina"))

    answer = client.post(
        reverse("results:decision", args=["2019"]),
        {"selected": ["64.71"], "opens_at": "besok"},
    )

    assert answer.status_code == 422
    assert "“besok” bukan waktu" in answer.text
