import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from menuju.messages.models import Notification
from menuju.rounds.actions import assignments
from menuju.rounds.actions import panel_table as actions
from menuju.rounds.models import Assignment, Round
from menuju.rounds.queries.panel_table import COLUMNS, NEEDED, compare, panel_rows
from menuju.rounds.queries.proposals import ground_of
from menuju.rounds.queries.tables import csv_of, read_table, workbook_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def part():
    return make.judged_region()


@pytest.fixture
def members(part):
    return [make.pool_member(part.round, name=f"Asesor {n}") for n in range(3)]


def table(*rows):
    return [(n, {"kode": c, "nomor": str(p)}) for n, (c, p) in enumerate(rows, 2)]


def take_over(round_, *rows, reason=""):
    return actions.rearrange(round_, table(*rows), reason=reason, by=make.manager())


def wrong(round_, *rows):
    found = compare(ground_of(round_), table(*rows)).errors
    return [(one.row, one.column) for one in found]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_went_out_comes_back_without_a_change(part, members, ending):
    assignments.assign(part, members[0].person, by=make.manager())
    make.judged_region(of=part.round, code="35.71")
    rows = panel_rows(part.round)
    content = (
        csv_of(COLUMNS, rows)
        if ending == "csv"
        else workbook_of("penugasan", COLUMNS, rows)
    )

    read = read_table(f"a.{ending}", io.BytesIO(content), COLUMNS, NEEDED)
    plan = compare(ground_of(part.round), read.rows)

    assert read.errors == plan.errors == []
    assert (plan.changes, plan.unchanged) == (0, 1)


def test_a_name_is_never_run_as_a_formula(part):
    make.pool_member(part.round, name="=1+1")
    user = part.round.pool_members.get().person
    assignments.assign(part, user, by=make.manager())

    content = csv_of(COLUMNS, panel_rows(part.round)).decode("utf-8-sig")

    assert "'=1+1" in content
    read = read_table("a.csv", io.BytesIO(content.encode()), COLUMNS, NEEDED)
    assert read.rows[0][1]["nama"] == "=1+1"


def test_a_table_assigns_and_withdraws_with_a_reason(part, members):
    by = make.manager()
    assignments.assign(part, members[0].person, by=by)
    rows = [(part.region_id, members[n].person_id) for n in (1, 2)]

    with pytest.raises(ValidationError, match="alasan penarikan"):
        take_over(part.round, *rows)
    plan = take_over(part.round, *rows, reason="Susunan baru.")

    assert (len(plan.added), len(plan.withdrawn)) == (2, 1)
    now = part.assignments.filter(withdrawn_at=None)
    assert {one.assessor_id for one in now} == {one.person_id for one in members[1:]}
    gone = part.assignments.get(assessor=members[0].person)
    assert gone.withdrawn_reason == "Susunan baru."


def test_the_same_table_twice_changes_nothing(part, members):
    row = (part.region_id, members[0].person_id)
    take_over(part.round, row)
    told = Notification.objects.count()

    assert take_over(part.round, row).changes == 0
    assert Assignment.objects.count() == 1
    assert Notification.objects.count() == told


def test_a_region_that_is_not_in_the_table_is_left_alone(part, members):
    other = make.judged_region(of=part.round, code="35.71")
    assignments.assign(other, members[0].person, by=make.manager())

    take_over(part.round, (part.region_id, members[1].person_id))

    assert other.assignments.filter(withdrawn_at=None).count() == 1


def test_a_row_without_a_person_empties_a_panel(part, members):
    assignments.assign(part, members[0].person, by=make.manager())

    take_over(part.round, (part.region_id, ""), reason="Ulang.")

    assert not part.assignments.filter(withdrawn_at=None).exists()


def test_bad_rows_are_named_with_row_and_column(part, members):
    code, own = part.region_id, members[0].person_id

    assert wrong(part.round, ("99.99", own)) == [(2, "kode")]
    assert wrong(part.round, (code, 999_999)) == [(2, "nomor")]
    assert wrong(part.round, (code, "tiga")) == [(2, "nomor")]
    assert wrong(part.round, (code, own), (code, own)) == [(3, "nomor")]


def test_a_conflict_is_named_in_its_row(part, members):
    members[0].person.home_region = part.region
    members[0].person.save()

    assert wrong(part.round, (part.region_id, members[0].person_id)) == [(2, "nomor")]
    assert wrong(part.round, (part.region_id, members[1].person_id)) == []


def test_too_many_regions_are_named_at_the_last_of_them(part, members):
    make.judged_region(of=part.round, code="35.71")
    part.round.pool_members.update(capacity=1)
    own = members[0].person_id

    assert wrong(part.round, (part.region_id, own), ("35.71", own)) == [(3, "nomor")]


def test_a_region_given_back_is_not_given_again(part, members):
    by = make.manager()
    task = assignments.assign(part, members[0].person, by=by)
    assignments.withdraw(task, reason="Cuti.", by=by)

    assert wrong(part.round, (part.region_id, members[0].person_id)) == [(2, "nomor")]


def test_who_left_stays_with_what_they_have_but_gets_nothing_new(part, members):
    other = make.judged_region(of=part.round, code="35.71")
    assignments.assign(part, members[0].person, by=make.manager())
    part.round.pool_members.filter(pk=members[0].pk).update(
        left_at=timezone.now(), left_reason="Sakit."
    )
    own = members[0].person_id

    assert wrong(part.round, (part.region_id, own)) == []
    assert wrong(part.round, (other.region_id, own)) == [(2, "nomor")]


def test_sent_scores_are_not_withdrawn_by_leaving_out_their_row(part, members):
    user = members[0].person.account
    assignments.assign(part, user.person, by=make.manager())
    make.sent(user, part, 2, 2)
    row = (part.region_id, members[1].person_id)

    assert wrong(part.round, row) == [(2, "nomor")]
    with pytest.raises(ValidationError, match="sudah mengirim nilai"):
        take_over(part.round, row, reason="Ganti.")
    assert part.assignments.filter(withdrawn_at=None).count() == 1


def test_no_table_is_taken_over_once_moderation_began(part, members):
    Round.objects.update(phase=Round.Phase.MODERATION)

    with pytest.raises(PermissionDenied, match="Musyawarah"):
        take_over(part.round, (part.region_id, members[0].person_id))


def test_who_got_and_who_lost_a_region_is_told(part, members):
    assignments.assign(part, members[0].person, by=make.manager())
    Notification.objects.all().delete()

    take_over(part.round, (part.region_id, members[1].person_id), reason="Ganti.")

    told = {(one.recipient.person.name, one.kind) for one in Notification.objects.all()}
    assert told == {("Asesor 1", "rounds.assigned"), ("Asesor 0", "rounds.reassigned")}
