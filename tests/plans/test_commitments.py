"""Commitment sheets: prepared, signed by who holds the office, on paper, withdrawn."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from menuju.accounts.models import Capacity, OfficeHolding, User
from menuju.messages.models import Notification
from menuju.plans.access import masterplans
from menuju.plans.actions import commitments
from menuju.plans.actions.institutions import StaleRowError
from menuju.plans.queries.institutions import (
    mark_of,
    owing_in,
    statement_digest,
)
from menuju.regions.models import Rank
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return make.masterplan_version()


@pytest.fixture
def planner():
    return make.planner()


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path


def in_office(rank=Rank.HEAD, agency=None, **term):
    """Somebody with an account who holds an office of the region today."""
    office = make.office(make.region(), rank, agency)
    user = make.user(name="Pejabat")
    OfficeHolding.objects.create(person=user.person, office=office, **term)
    return user


def sign(sheet, user, **changes):
    return commitments.sign(sheet, by=user, **{"seen": mark_of(sheet)} | changes)


def prepared(version, planner, *agencies):
    chosen = [(one, f"Kepala {one.name}" if one else "Wali Kota") for one in agencies]
    return commitments.prepare(version, chosen, text="Kami siap.", by=planner)


def test_sheets_are_prepared_with_the_same_words(version, planner):
    agency = make.agency(make.region())

    prepared(version, planner, None, agency)

    rows = version.commitments.values_list("agency", "office", "text")
    assert list(rows) == [
        (None, "Wali Kota", "Kami siap."),
        (agency.pk, f"Kepala {agency.name}", "Kami siap."),
    ]


def test_nobody_is_given_two_sheets(version, planner):
    prepared(version, planner, None)

    with pytest.raises(ValidationError, match="sudah punya"):
        prepared(version, planner, None)


def test_an_agency_of_another_region_is_given_none(version, planner):
    with pytest.raises(ValidationError, match="daerah masterplan"):
        prepared(version, planner, make.agency(make.region("64.72")))


def test_who_holds_the_office_is_told(version, planner):
    head = in_office()

    prepared(version, planner, None)

    told = Notification.objects.get()
    assert told.recipient == head
    assert told.subject == "Lembar komitmen Wali Kota menunggu tanda tangan Anda"


def test_the_head_and_who_leads_a_programme_stand_first(version):
    leading = make.agency(make.region(), "bappeda")
    make.agency(make.region())
    make.programme(version, agency=leading)

    owing = owing_in(version, head="Kepala daerah", agency="Kepala %s")

    assert [(one.office, one.leads) for one in owing] == [
        ("Kepala daerah", True),
        ("Kepala Bappeda", True),
        ("Kepala Dinas Komunikasi dan Informatika", False),
    ]


def test_the_holder_of_the_office_signs(version):
    sheet, head = make.sheet(version), in_office()

    sign(sheet, head)

    sheet.refresh_from_db()
    assert (sheet.person, sheet.signatory_name) == (head.person, head.person.name)
    assert sheet.digest == statement_digest(sheet)
    assert not sheet.on_paper


def test_an_acting_head_signs_in_that_capacity(version):
    signed = sign(make.sheet(version), in_office(capacity=Capacity.PLT))

    assert signed.signatory_office == "Plt. Kepala daerah"


def test_the_head_of_an_agency_signs_for_it_alone(version):
    agency = make.agency(make.region())
    user = in_office(Rank.AGENCY_HEAD, agency)

    assert sign(make.sheet(version, agency=agency, office="Kepala"), user).signed_at
    with pytest.raises(PermissionDenied):
        sign(make.sheet(version), user)


def test_the_regional_secretary_signs_for_the_secretariat(version):
    agency = make.agency(make.region(), "sekretariat")
    sheet = make.sheet(version, agency=agency, office="Sekretaris Daerah")

    assert sign(sheet, in_office(Rank.SECRETARY)).signed_at


def test_the_secretariat_is_asked_by_the_title_of_its_secretary(version):
    make.agency(make.region(), "sekretariat")
    make.office(make.region(), Rank.SECRETARY)

    owing = owing_in(version, head="Kepala daerah", agency="Kepala %s")

    assert make.office(make.region(), Rank.SECRETARY).title in {
        one.office for one in owing
    }


def test_who_left_the_office_does_not_sign(version):
    yesterday = make.today() - timedelta(days=1)

    with pytest.raises(PermissionDenied):
        sign(make.sheet(version), in_office(held_to=yesterday))


@pytest.mark.parametrize("rank", [Rank.DEPUTY, Rank.SECRETARY])
def test_nobody_else_signs_for_the_head(version, rank):
    with pytest.raises(PermissionDenied):
        sign(make.sheet(version), in_office(rank))


def test_a_planner_does_not_sign(version, planner):
    with pytest.raises(PermissionDenied):
        sign(make.sheet(version), planner)


def test_words_that_changed_since_they_were_read_are_not_signed(version, planner):
    sheet, head = make.sheet(version), in_office()
    seen = mark_of(sheet)
    commitments.change(sheet, seen=seen, by=planner, text="Lain.")

    with pytest.raises(StaleRowError):
        sign(sheet, head, seen=seen)


def test_a_sheet_is_signed_once(version):
    sheet, head = make.sheet(version), in_office()
    sign(sheet, head)
    sheet.refresh_from_db()

    with pytest.raises(ValidationError, match="sudah ditandatangani"):
        sign(sheet, head)


def signed_sheet(version, user):
    sheet = make.sheet(version)
    sign(sheet, user)
    sheet.refresh_from_db()
    return sheet


def change(sheet, planner, **changes):
    return commitments.change(
        sheet, by=planner, **{"seen": mark_of(sheet), "text": "Lain."} | changes
    )


def test_the_words_of_a_signed_sheet_do_not_change_in_passing(version, planner):
    sheet = signed_sheet(version, in_office())

    with pytest.raises(ValidationError) as refusal:
        change(sheet, planner)

    assert "withdraw" in refusal.value.message_dict
    sheet.refresh_from_db()
    assert sheet.text == "Kami siap."


def test_changing_the_words_withdraws_the_signature_and_tells_who_signed(
    version, planner
):
    head = in_office()
    sheet = signed_sheet(version, head)

    change(sheet, planner, withdraw=True)

    sheet.refresh_from_db()
    assert (sheet.text, sheet.signed_at, sheet.person) == ("Lain.", None, None)
    assert sheet.digest == ""
    assert [one.recipient for one in Notification.objects.all()] == [head]


def test_saving_the_same_words_keeps_the_signature(version, planner):
    sheet = signed_sheet(version, in_office())

    change(sheet, planner, text=sheet.text)

    sheet.refresh_from_db()
    assert sheet.signed_at


def test_a_planner_who_opened_the_sheet_before_it_was_signed_is_told(version, planner):
    sheet = make.sheet(version)
    seen = mark_of(sheet)
    sign(sheet, in_office())

    with pytest.raises(StaleRowError):
        change(sheet, planner, seen=seen)


def test_a_signed_sheet_is_not_removed(version, planner):
    sheet = signed_sheet(version, in_office())

    with pytest.raises(ValidationError, match="tidak dihapus"):
        commitments.remove(sheet, seen=mark_of(sheet), by=planner)


def test_a_sheet_that_nobody_signed_is_removed(version, planner):
    sheet = make.sheet(version)

    commitments.remove(sheet, seen=mark_of(sheet), by=planner)

    assert not version.commitments.exists()


def paper_of(user, *, days_ago=0, content=None, name="lembar.pdf"):
    scan = BytesIO(make.pdf() if content is None else content)
    on = make.today() - timedelta(days=days_ago)
    return commitments.Paper(user.person.holdings.get(), on, scan, name)


def record_paper(sheet, paper, planner):
    return commitments.record_paper(sheet, paper, seen=mark_of(sheet), by=planner)


def test_a_sheet_signed_on_paper_is_recorded_with_its_scan(version, planner):
    head, sheet = in_office(), make.sheet(version)

    record_paper(sheet, paper_of(head), planner)

    sheet.refresh_from_db()
    assert (sheet.person, sheet.on_paper) == (head.person, True)
    assert (sheet.scan.kind, sheet.scan_name) == ("pdf", "lembar.pdf")
    assert sheet.recorded_by == planner


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"days_ago": -1}, "on"),
        ({"days_ago": 3}, "on"),
        ({"content": b""}, "scan"),
        ({"content": make.archive(make.DOCUMENT), "name": "lembar.docx"}, "scan"),
    ],
)
def test_a_paper_that_cannot_be_is_refused_on_its_field(
    version, planner, changes, field
):
    head = in_office(held_from=make.today() - timedelta(days=2))
    sheet = make.sheet(version)

    with pytest.raises(ValidationError) as refusal:
        record_paper(sheet, paper_of(head, **changes), planner)

    assert list(refusal.value.message_dict) == [field]
    assert not sheet.scan


def test_who_is_asked_to_sign_reads_the_masterplan_and_nobody_elses(version):
    agency = make.agency(make.region())
    user = User.objects.get(pk=in_office(Rank.AGENCY_HEAD, agency).pk)
    make.sheet(version, agency=agency, office="Kepala")
    make.sheet(make.masterplan_version(region=make.region("64.72")))

    assert [one.pk for one in masterplans.visible_to(user)] == [version.masterplan_id]


def test_the_regional_secretary_reads_what_the_secretariat_is_asked_to_sign(version):
    agency = make.agency(make.region(), "sekretariat")
    user = User.objects.get(pk=in_office(Rank.SECRETARY).pk)
    make.sheet(version, agency=agency, office="Sekretaris Daerah")

    assert [one.pk for one in masterplans.visible_to(user)] == [version.masterplan_id]


def test_who_holds_an_office_that_is_not_asked_reads_nothing(version):
    head = in_office()
    agency = make.agency(make.region())
    make.sheet(version, agency=agency, office="Kepala")

    assert not masterplans.visible_to(head).exists()
