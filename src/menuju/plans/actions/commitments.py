"""Commitment sheets: prepared by planners, signed by whoever holds the office.

A signed sheet stands as it was signed. Changing its words withdraws the signature, and only
if whoever changes them says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import IO
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import OfficeHolding, User
from menuju.audit.actions import record
from menuju.files.actions.storing import store
from menuju.files.models import StoredFile
from menuju.messages.actions import notify
from menuju.messages.models import Kind
from menuju.messages.queries import Message
from menuju.plans.actions.copies import UNSIGNED
from menuju.plans.actions.filling import fill
from menuju.plans.actions.holding import hold_version
from menuju.plans.actions.institutions import StaleRowError
from menuju.plans.models import CommitmentSheet, MasterplanVersion
from menuju.plans.models.kinds import COMMITMENT_TO_SIGN, COMMITMENT_WITHDRAWN
from menuju.plans.queries.institutions import (
    FIELDS,
    holding_that_signs,
    holdings_for,
    mark_of,
    office_as_held,
    statement_digest,
)
from menuju.regions.models import Agency

SCANS = (StoredFile.Kind.PDF, StoredFile.Kind.JPG, StoredFile.Kind.PNG)
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet that was signed on paper: by whom, when, and its scan."""

    holding: OfficeHolding
    on: date
    stream: IO[bytes]
    name: str


@transaction.atomic
def prepare(
    version: MasterplanVersion,
    agencies: Sequence[tuple[Agency | None, str]],
    *,
    text: str,
    by: User,
    **sourced: str,
) -> list[CommitmentSheet]:
    """A sheet with these words for each agency (None: the head) with the name of its office.

    Who holds the office is told. ValidationError if one of them has a sheet already.
    """
    held = hold_version(version)
    last = held.commitments.aggregate(last=Max("order"))["last"] or 0
    made = []
    for order, (agency, office) in enumerate(agencies, start=last + 1):
        fields: dict[str, object] = {"agency": agency, "office": office, "text": text}
        sheet = CommitmentSheet(plan_version=held, order=order, **fields, **sourced)
        _check_new(sheet)
        sheet.save()
        record("prepared", held, by=by, element=_name(sheet))
        _tell(COMMITMENT_TO_SIGN, sheet, _accounts_of(sheet), by)
        made.append(sheet)
    return made


def _check_new(sheet: CommitmentSheet) -> None:
    _check(sheet)
    version, agency = sheet.plan_version, sheet.agency
    if version.commitments.filter(agency=agency).exists():
        words = _("%s sudah punya lembar. Muat ulang halaman ini.")
        raise ValidationError(words % sheet.office)
    if agency and agency.region_id != version.masterplan.region_id:
        words = _("Pilih perangkat daerah dari daerah masterplan ini.")
        raise ValidationError(words)


@transaction.atomic
def change(
    sheet: CommitmentSheet,
    *,
    seen: str,
    by: User,
    withdraw: bool = False,
    **values: str,
) -> CommitmentSheet:
    """Change the words (``office``, ``text``) of a sheet.

    If it was signed, its signature goes with them, and only if ``withdraw`` says that this is
    known: else ValidationError. The signatory is told.
    """
    held = hold_version(sheet.plan_version)
    saved = _fresh(sheet, seen, held)
    before = statement_digest(saved)
    fill(saved, values, FIELDS[CommitmentSheet])
    _check(saved)
    if saved.signed_at and statement_digest(saved) != before:
        _withdraw(saved, before, by, is_known=withdraw)
    saved.save()
    record("edited", held, by=by, element=_name(saved))
    return saved


def _withdraw(sheet: CommitmentSheet, signed: str, by: User, *, is_known: bool) -> None:
    """Take the signature from words that are no longer those of the digest ``signed``."""
    if not is_known:
        text = _("Nyatakan bahwa tanda tangannya gugur, atau batalkan perubahan.")
        raise ValidationError({"withdraw": text})
    signatory = list(User.objects.filter(person=sheet.person_id, is_active=True))
    scan = sheet.scan_id or ""
    record("withdrew signature", sheet, by=by, digest=signed, scan=scan)
    for name, value in UNSIGNED.items():
        setattr(sheet, name, value)
    _tell(COMMITMENT_WITHDRAWN, sheet, signatory, by)


@transaction.atomic
def remove(sheet: CommitmentSheet, *, seen: str, by: User) -> None:
    """Take a sheet out. One that was signed stays: change it first, and say so."""
    held = hold_version(sheet.plan_version)
    saved = _fresh(sheet, seen, held)
    if saved.signed_at:
        text = _(
            "Lembar yang sudah ditandatangani tidak dihapus. Ubah kata-katanya dahulu; "
            "tanda tangannya gugur."
        )
        raise ValidationError(text)
    record("removed", held, by=by, element=_name(saved))
    saved.delete()


@transaction.atomic
def sign(sheet: CommitmentSheet, *, seen: str, by: User) -> CommitmentSheet:
    """Sign what was read (``seen``), as the holder of the office today.

    StaleRowError if the words changed since; PermissionDenied for anybody else.
    """
    held = hold_version(sheet.plan_version)
    holding = holding_that_signs(by, sheet)
    if holding is None:
        text = _(
            "Lembar ini ditandatangani oleh %(office)s. Menurut catatan kami, Anda tidak "
            "menjabatnya hari ini. Minta koordinator daerah memperbarui daftar pejabat."
        )
        raise PermissionDenied(text % {"office": sheet.office})
    saved = _fresh(sheet, seen, held)
    _require_unsigned(saved)
    _put_signature(saved, holding, timezone.now())
    saved.save()
    record("signed", saved, by=by, digest=saved.digest, holding=holding.pk)
    return saved


@transaction.atomic
def record_paper(
    sheet: CommitmentSheet, paper: Paper, *, seen: str, by: User
) -> CommitmentSheet:
    """Say that a sheet was signed on paper, with its scan.

    ValidationError if the day has not come, if the person did not hold the office on it, or if
    the file is no PDF or picture.
    """
    held = hold_version(sheet.plan_version)
    saved = _fresh(sheet, seen, held)
    _require_unsigned(saved)
    if paper.on > timezone.localdate():
        raise ValidationError({"on": _("Tanggal tanda tangan belum tiba.")})
    if not holdings_for(saved, paper.on).filter(pk=paper.holding.pk).exists():
        text = _("%(name)s tidak menjabat pada tanggal itu. Periksa tanggalnya.")
        words = {"name": paper.holding.person.name}
        raise ValidationError({"on": text % words})
    saved.scan = _scan(paper)
    saved.scan_name, saved.on_paper, saved.recorded_by = paper.name[-200:], True, by
    zone = ZoneInfo(held.masterplan.region.time_zone)
    _put_signature(saved, paper.holding, datetime.combine(paper.on, time(), zone))
    saved.save()
    scan = saved.scan_id
    record("recorded on paper", saved, by=by, digest=saved.digest, scan=scan)
    return saved


def _scan(paper: Paper) -> StoredFile:
    try:
        stored = store(paper.stream, paper.name)
    except ValidationError as refusal:
        raise ValidationError({"scan": refusal.messages}) from None
    if stored.kind not in SCANS:
        text = _("Unggah pindaian sebagai PDF, JPG, atau PNG.")
        raise ValidationError({"scan": text})
    return stored


def _put_signature(
    sheet: CommitmentSheet, holding: OfficeHolding, at: datetime
) -> None:
    sheet.person, sheet.signed_at = holding.person, at
    sheet.signatory_name = holding.person.name
    sheet.signatory_office = office_as_held(holding)
    sheet.digest = statement_digest(sheet)


def _require_unsigned(sheet: CommitmentSheet) -> None:
    if sheet.signed_at:
        text = _("Lembar ini sudah ditandatangani %(name)s.")
        raise ValidationError(text % {"name": sheet.signatory_name or sheet.person})


def _fresh(
    sheet: CommitmentSheet, seen: str, held: MasterplanVersion
) -> CommitmentSheet:
    """The sheet as it is stored now, if it is what was read."""
    rows = CommitmentSheet.objects.select_related("agency", "person")
    saved = rows.filter(pk=sheet.pk).first()
    if saved is None:
        raise ValidationError(_("Orang lain sudah menghapus lembar ini."))
    saved.plan_version = held
    if mark_of(saved) != seen:
        raise StaleRowError(saved)
    return saved


def _check(sheet: CommitmentSheet) -> None:
    sheet.clean_fields(exclude=["plan_version", "agency", "person", "scan"])
    if len(sheet.text) > LONGEST:
        text = _("Paling panjang %s huruf.") % LONGEST
        raise ValidationError({"text": text})


def _accounts_of(sheet: CommitmentSheet) -> Sequence[User]:
    holdings = holdings_for(sheet, timezone.localdate())
    people = [holding.person_id for holding in holdings]
    return list(User.objects.filter(person__in=people, is_active=True))


def _tell(kind: Kind, sheet: CommitmentSheet, users: Sequence[User], by: User) -> None:
    version = sheet.plan_version
    data = {"sheet": sheet, "masterplan": version.masterplan, "by": by.person}
    link = ("plans:commitment", version.pk, sheet.pk)
    notify(users, Message(kind, data, link=link, about=sheet))


def _name(sheet: CommitmentSheet) -> str:
    return f"commitmentsheet:{sheet.key}"
