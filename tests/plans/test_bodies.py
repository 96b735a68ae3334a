"""Council, team and forum with their members, and the legal act."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from menuju.plans.actions import institutions
from menuju.plans.models import MasterplanVersion
from menuju.plans.queries.institutions import acts_of, bodies_of, mark_of
from tests import make

pytestmark = pytest.mark.django_db
DECREE = {"decree": "188.45/1", "decree_on": date(2019, 3, 1)}


@pytest.fixture
def version():
    return make.masterplan_version()


@pytest.fixture
def planner():
    return make.planner()


def set_up(version, planner, **changes):
    values = DECREE | changes
    return institutions.set_body(version, "council", seen="", by=planner, **values)


def test_a_body_is_set_up_with_its_decree(version, planner):
    set_up(version, planner)

    card = bodies_of(version)[0]
    assert (card.body.decree, card.members) == ("188.45/1", [])
    assert [one.body for one in bodies_of(version)[1:]] == [None, None]


def test_a_body_is_changed_upon_what_was_seen(version, planner):
    body = set_up(version, planner)

    institutions.set_body(
        version, "council", seen=mark_of(body), by=planner, **DECREE | {"decree": "2"}
    )

    assert version.bodies.get().decree == "2"


def test_a_body_that_somebody_else_saved_is_not_overwritten(version, planner):
    set_up(version, planner)

    with pytest.raises(institutions.StaleRowError) as stale:
        set_up(version, planner, decree="2")

    assert stale.value.saved.decree == "188.45/1"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decree": ""}, "decree"),
        ({"decree_on": date(2100, 1, 1)}, "decree_on"),
        ({"term_from": date(2020, 1, 1), "term_to": date(2019, 1, 1)}, "term_to"),
    ],
)
def test_a_body_that_cannot_be_is_refused_on_its_field(
    version, planner, changes, field
):
    with pytest.raises(ValidationError) as refusal:
        set_up(version, planner, **changes)

    assert list(refusal.value.message_dict) == [field]


def test_members_stand_in_their_order_and_need_no_name(version, planner):
    body = set_up(version, planner)
    for role, order in (("Sekretaris", 2), ("Ketua", 1), ("Anggota", 0)):
        institutions.add_member(
            body, by=planner, role=role, office="Kepala Dinas", order=order
        )

    roles = [one.role for one in bodies_of(version)[0].members]
    assert roles == ["Ketua", "Sekretaris", "Anggota"]


def test_a_member_without_an_office_is_refused(version, planner):
    body = set_up(version, planner)

    with pytest.raises(ValidationError) as refusal:
        institutions.add_member(body, by=planner, role="Ketua", office="")

    assert "office" in refusal.value.message_dict


def test_a_member_that_somebody_else_changed_is_not_overwritten(version, planner):
    body = set_up(version, planner)
    member = institutions.add_member(body, by=planner, role="Ketua", office="Sekda")
    seen = mark_of(member)
    institutions.change_member(member, seen=seen, by=planner, role="Wakil ketua")

    with pytest.raises(institutions.StaleRowError):
        institutions.change_member(member, seen=seen, by=planner, role="Anggota")


def test_a_body_goes_with_its_members(version, planner):
    body = set_up(version, planner)
    institutions.add_member(body, by=planner, role="Ketua", office="Sekda")

    institutions.remove(body, seen=mark_of(body), by=planner)

    assert not version.bodies.exists()


def test_what_somebody_else_changed_is_not_removed(version, planner):
    body = set_up(version, planner)

    with pytest.raises(institutions.StaleRowError):
        institutions.remove(body, seen="else", by=planner)

    assert version.bodies.exists()


def act(version, planner, **values):
    return institutions.add_act(
        version, by=planner, **{"kind": "head_regulation", "state": "planned"} | values
    )


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"state": "enacted", "on": date(2019, 5, 1)}, "number"),
        ({"state": "enacted", "number": "1"}, "on"),
        ({"state": "enacted", "number": "1", "on": date(2100, 1, 1)}, "on"),
        ({"state": "stalled"}, "note"),
        ({"kind": "rumour"}, "kind"),
    ],
)
def test_an_act_that_cannot_be_is_refused_on_its_field(version, planner, values, field):
    with pytest.raises(ValidationError) as refusal:
        act(version, planner, **values)

    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"state": "drafted"},
        {"state": "enacted", "number": "1", "on": date(2019, 5, 1)},
        {"state": "stalled", "note": "Menunggu Biro Hukum."},
    ],
)
def test_an_act_stands_with_what_its_state_needs(version, planner, values):
    act(version, planner, **values)

    assert version.legal_acts.get().state == values.get("state", "planned")


def test_the_history_of_an_act_tells_every_state_the_latest_first(version, planner):
    made = act(version, planner)
    enacted = {"state": "enacted", "number": "1", "on": date(2019, 5, 1)}
    institutions.change_act(made, seen=mark_of(made), by=planner, **enacted)

    [(_act, steps)] = acts_of(version)
    told = [(one.state, one.number, one.on, one.by) for one in steps]
    assert told == [
        ("Telah ditetapkan", "1", date(2019, 5, 1), planner),
        ("Direncanakan", "", None, planner),
    ]


def test_an_act_that_somebody_else_changed_is_not_overwritten(version, planner):
    made = act(version, planner)
    seen = mark_of(made)
    institutions.change_act(made, seen=seen, by=planner, state="drafted")

    with pytest.raises(institutions.StaleRowError):
        institutions.change_act(made, seen=seen, by=planner, state="planned")


def test_an_act_of_today_is_enacted(version, planner):
    with pytest.raises(ValidationError):
        enact(version, planner, make.today() + timedelta(days=1))

    assert enact(version, planner, make.today())


def enact(version, planner, day):
    return act(version, planner, state="enacted", number="1", on=day)


def test_nothing_is_written_once_the_version_is_approved(version, planner):
    MasterplanVersion.objects.update(state="approved", digest="a" * 64)

    with pytest.raises(PermissionDenied):
        set_up(version, planner)
