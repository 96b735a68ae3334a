"""Write who carries a plan: council, team and forum with their members, and legal acts.

    set_body(version, kind, seen=, by=, **values) -> Body    ``seen`` is "" for the first
    add_member(body, by=, **values), change_member(member, seen=, by=, **values)
    add_act(version, by=, **values), change_act(act, seen=, by=, **values)
    remove(row, seen=, by=)

The values are those of ``queries.institutions.FIELDS`` and, for every kind, ``provenance``
and ``source``. ``seen`` is the ``mark_of`` what was opened: StaleRowError if somebody saved
something else, ValidationError by field with the mend.
"""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.plans.actions.filling import fill
from menuju.plans.actions.holding import hold_version
from menuju.plans.actions.meanwhile import SavedMeanwhileError
from menuju.plans.models import Body, BodyMember, LegalAct, MasterplanVersion
from menuju.plans.queries.institutions import FIELDS, STATED, Row, mark_of

Kept = TypeVar("Kept", Body, BodyMember, LegalAct)
State = LegalAct.State


class StaleRowError(SavedMeanwhileError[Row]):
    """Somebody else saved this in the meantime; ``saved`` is theirs."""


@transaction.atomic
def set_body(
    version: MasterplanVersion, kind: str, *, seen: str, by: User, **values: object
) -> Body:
    """Set up a body of this kind, or change it."""
    held = hold_version(version)
    saved = held.bodies.filter(kind=kind).first()
    if mark_of(saved) != seen:
        if saved is None:
            raise ValidationError(_gone())
        raise StaleRowError(saved)
    body = fill(saved or Body(plan_version=held, kind=kind), values, FIELDS[Body])
    _check_body(body)
    is_new = body.pk is None
    body.save()
    verb = "added" if is_new else "edited"
    record(verb, held, by=by, element=f"body:{body.key}", kind=kind)
    return body


@transaction.atomic
def add_member(body: Body, *, by: User, **values: object) -> BodyMember:
    """A new member, at the end unless ``order`` says otherwise."""
    held = hold_version(body.plan_version)
    last = body.members.aggregate(last=Max("order"))["last"] or 0
    if not values.get("order"):
        values["order"] = last + 1
    member = fill(BodyMember(body=body), values, FIELDS[BodyMember])
    check_fields(member)
    member.save()
    record("added", held, by=by, element=f"bodymember:{member.key}")
    return member


@transaction.atomic
def change_member(
    member: BodyMember, *, seen: str, by: User, **values: object
) -> BodyMember:
    """Change a member."""
    held = hold_version(member.body.plan_version)
    saved = fill(_fresh(member, seen), values, FIELDS[BodyMember])
    check_fields(saved)
    saved.save()
    record("edited", held, by=by, element=f"bodymember:{saved.key}")
    return saved


@transaction.atomic
def add_act(version: MasterplanVersion, *, by: User, **values: object) -> LegalAct:
    """A legal act by which the plan is, or is to be, adopted."""
    held = hold_version(version)
    act = fill(LegalAct(plan_version=held), values, FIELDS[LegalAct])
    _check_act(act)
    act.save()
    _state(act, by)
    return act


@transaction.atomic
def change_act(act: LegalAct, *, seen: str, by: User, **values: object) -> LegalAct:
    """Say how far an act has come; what was said before stays in its history."""
    held = hold_version(act.plan_version)
    saved = _fresh(act, seen)
    saved.plan_version = held
    fill(saved, values, FIELDS[LegalAct])
    _check_act(saved)
    saved.save()
    _state(saved, by)
    return saved


@transaction.atomic
def remove(row: Kept, *, seen: str, by: User) -> None:
    """Take out a body with its members, a member, or an act."""
    parent = row.body if isinstance(row, BodyMember) else row
    held = hold_version(parent.plan_version)
    saved = _fresh(row, seen)
    name = getattr(saved, "key", saved.pk)
    record("removed", held, by=by, element=f"{saved._meta.model_name}:{name}")
    saved.delete()


def check_fields(row: Kept) -> None:
    """ValidationError where a value does not fit its field."""
    row.clean_fields(exclude=["plan_version", "body"])


def _fresh(row: Kept, seen: str) -> Kept:
    """The row as it is stored now, if it is what was opened."""
    saved = type(row).objects.filter(pk=row.pk).first()
    if saved is None:
        raise ValidationError(_gone())
    if mark_of(saved) != seen:
        raise StaleRowError(saved)
    return saved


def _gone() -> str:
    return _("Orang lain sudah menghapusnya. Salin isian Anda, lalu tambahkan lagi.")


def _check_body(body: Body) -> None:
    check_fields(body)
    if body.decree_on and not body.decree:
        text = _("Tuliskan nomor surat keputusan yang bertanggal itu.")
        raise ValidationError({"decree": text})
    if body.decree_on and body.decree_on > timezone.localdate():
        text = _("Tanggal surat keputusan belum tiba. Periksa tahunnya.")
        raise ValidationError({"decree_on": text})
    if body.term_from and body.term_to and body.term_to < body.term_from:
        text = _("Masa kerja berakhir sebelum dimulai. Periksa tanggalnya.")
        raise ValidationError({"term_to": text})


def _check_act(act: LegalAct) -> None:
    check_fields(act)
    if act.state == State.ENACTED:
        if not act.number:
            text = _("Peraturan yang telah ditetapkan punya nomor. Tuliskan nomornya.")
            raise ValidationError({"number": text})
        if not act.on:
            text = _("Tuliskan tanggal penetapannya.")
            raise ValidationError({"on": text})
        if act.on > timezone.localdate():
            text = _(
                "Tanggal penetapan belum tiba. Pilih keadaan “Disusun” sampai hari itu."
            )
            raise ValidationError({"on": text})
    if act.state == State.STALLED and not act.note.strip():
        text = _("Tuliskan apa yang menahannya dan siapa yang melanjutkan.")
        raise ValidationError({"note": text})


def _state(act: LegalAct, by: User) -> None:
    on = act.on.isoformat() if act.on else ""
    record(STATED, act, by=by, state=act.state, number=act.number, on=on)
