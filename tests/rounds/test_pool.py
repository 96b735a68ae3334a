import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from menuju.rounds.actions import pool as actions
from menuju.rounds.actions.pool import Room
from menuju.rounds.models import PoolMember, Round
from menuju.rounds.queries.pool import judges_of, newcomers_of, places_in
from menuju.rounds.queries.pool_table import COLUMNS, pool_rows, read_pool
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return make.open_round()


def names(people):
    return [person.name for person in people]


def test_without_a_pool_everybody_who_assesses_is_available_without_a_limit(round_):
    make.assessor(name="Sari")
    make.person("Bukan Asesor")

    assert [(one.person.name, one.capacity) for one in judges_of(round_)] == [
        ("Sari", None)
    ]


def test_with_a_pool_only_its_members_are_available(round_):
    make.assessor(name="Sari")
    make.pool_member(round_, name="Tono", capacity=4)

    assert [(one.person.name, one.capacity) for one in judges_of(round_)] == [
        ("Tono", 4)
    ]


def test_several_are_taken_in_at_once_and_who_is_there_stays_as_they_are(round_):
    old = make.pool_member(round_, capacity=2)
    people = [make.assessor(name=f"Asesor {n}").person for n in range(2)]

    made = actions.take_in(
        round_, [old.person, *people], Room(6, ("sdm",)), by=make.manager()
    )

    assert len(made) == 2
    assert {(one.capacity, *one.topics) for one in made} == {(6, "sdm")}
    old.refresh_from_db()
    assert old.capacity == 2


@pytest.mark.parametrize("room", [Room(0), Room(1000), Room(3, ("tidak-ada",))])
def test_a_room_that_cannot_be_is_refused(round_, room):
    with pytest.raises(ValidationError, match=r"kapasitas|instrumen"):
        actions.take_in(round_, [make.assessor().person], room, by=make.manager())


def test_who_does_not_assess_is_not_taken_in(round_):
    with pytest.raises(ValidationError, match="tidak memegang tugas asesor"):
        actions.take_in(round_, [make.person()], Room(3), by=make.manager())


def test_a_pool_is_closed_once_moderation_began():
    part = make.judged_region(Round.Phase.MODERATION)
    member = make.pool_member(part.round)

    with pytest.raises(PermissionDenied, match="Musyawarah"):
        actions.change(member, Room(3), by=make.manager())
    with pytest.raises(PermissionDenied, match="Musyawarah"):
        actions.take_in(part.round, [], Room(3), by=make.manager())


def test_a_capacity_is_raised_but_never_below_what_somebody_has():
    part = make.judged_region()
    user = make.panel(part, 1)["A"]
    make.assessor_of(make.judged_region(of=part.round, code="64.72"))
    member = make.pool_member(part.round, user, capacity=1)

    actions.change(member, Room(3), by=make.manager())
    member.refresh_from_db()
    assert member.capacity == 3
    part2 = make.judged_region(of=part.round, code="35.71")
    part2.assignments.create(
        assessor=user.person, letter="B", assigned_at=timezone.now()
    )
    with pytest.raises(ValidationError, match="paling sedikit 2"):
        actions.change(member, Room(1), by=make.manager())


def test_who_left_is_not_changed_but_may_come_back(round_):
    left = make.pool_member(round_, left_at=timezone.now(), left_reason="Sakit.")

    with pytest.raises(ValidationError, match="sudah keluar"):
        actions.change(left, Room(3), by=make.manager())
    assert judges_of(round_) == []
    assert names(newcomers_of(round_)) == [left.person.name]
    actions.take_in(round_, [left.person], Room(7), by=make.manager())
    left.refresh_from_db()
    assert (left.capacity, left.left_at) == (7, None)


def test_the_page_shows_who_left_last_and_whose_seat_ended(round_):
    make.pool_member(round_, name="Ani", left_at=timezone.now(), left_reason="Pindah.")
    make.pool_member(round_, name="Budi")
    ended = make.pool_member(round_, name="Citra")
    ended.person.seats.update(held_to="2020-01-01")

    assert [(one.member.person.name, one.is_seated) for one in places_in(round_)] == [
        ("Budi", True),
        ("Citra", False),
        ("Ani", True),
    ]


def test_a_person_is_in_a_pool_once(round_):
    member = make.pool_member(round_)

    with pytest.raises(IntegrityError), transaction.atomic():
        PoolMember.objects.create(round=round_, person=member.person, capacity=1)


# --- as a table


def rows_of(*rows):
    return [
        (n, dict(zip(COLUMNS, map(str, row), strict=False)))
        for n, row in enumerate(rows, 2)
    ]


def test_the_table_that_went_out_changes_nothing_when_it_comes_back(round_):
    make.pool_member(round_, topics=["sdm"])
    make.assessor(name="Belum Masuk")

    reading = read_pool(round_, rows_of(*pool_rows(round_)))

    assert reading.errors == []
    assert (
        actions.take_over(
            round_, {k: Room(*r) for k, r in reading.rooms.items()}, by=make.manager()
        )
        == 0
    )
    assert round_.pool_members.count() == 1


def test_a_table_takes_in_and_changes(round_):
    member = make.pool_member(round_, capacity=2)
    new = make.assessor(name="Baru").person

    reading = read_pool(
        round_, rows_of((member.person_id, 9, ""), (new.pk, 4, "sdm; komitmen"))
    )
    changed = actions.take_over(
        round_, {k: Room(*r) for k, r in reading.rooms.items()}, by=make.manager()
    )

    assert changed == 2
    assert [
        (one.capacity, one.topics) for one in round_.pool_members.order_by("capacity")
    ] == [(4, ["sdm", "komitmen"]), (9, [])]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (("999999", "3", ""), "nomor"),
        (("dua", "3", ""), "nomor"),
        (("{own}", "0", ""), "kapasitas"),
        (("{own}", "banyak", ""), "kapasitas"),
        (("{own}", "3", "sdm; lain"), "unsur"),
    ],
)
def test_a_bad_cell_is_named_with_its_row_and_column(round_, cells, column):
    own = make.assessor().person.pk

    reading = read_pool(round_, rows_of([cell.format(own=own) for cell in cells]))

    assert [(one.row, one.column) for one in reading.errors] == [(2, column)]
    assert reading.rooms == {}


def test_the_same_person_twice_is_named(round_):
    own = make.assessor().person.pk

    reading = read_pool(round_, rows_of((own, 3, ""), (own, 4, "")))

    assert [(one.row, one.column) for one in reading.errors] == [(3, "nomor")]


def test_a_capacity_below_what_somebody_has_is_named():
    part = make.judged_region()
    user = make.panel(part, 1)["A"]
    other = make.judged_region(of=part.round, code="64.72")
    other.assignments.create(
        assessor=user.person, letter="A", assigned_at=timezone.now()
    )

    reading = read_pool(part.round, rows_of((user.person_id, 1, "")))

    assert [one.column for one in reading.errors] == ["kapasitas"]
