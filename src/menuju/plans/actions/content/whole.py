"""What a version has once: its vision, and one strategy for each part of the framework."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.plans.actions.content.checks import check
from menuju.plans.actions.content.elements import name_of
from menuju.plans.actions.content.stale import StaleElementError, StaleVisionError
from menuju.plans.actions.holding import hold_version
from menuju.plans.models import MasterplanVersion, Strategy
from menuju.plans.queries.content.kinds import mark_of, vision_mark
from menuju.plans.queries.documents import framework_of


@transaction.atomic
def set_vision(
    version: MasterplanVersion, text: str, *, seen: str, by: User
) -> MasterplanVersion:
    """Save the vision that was written upon ``seen`` (``vision_mark``).

    StaleVisionError if somebody saved another one.
    """
    held = hold_version(version)
    if vision_mark(held) != seen:
        raise StaleVisionError(held)
    held.vision = text
    held.version += 1
    held.save(update_fields=["vision", "version"])
    record("edited", held, by=by, element="vision", mark=vision_mark(held))
    return held


@transaction.atomic
def set_strategy(
    version: MasterplanVersion,
    part: str,
    *,
    seen: str,
    by: User,
    **values: str,
) -> Strategy:
    """Save the strategy of a leaf of the framework: ``text``, or ``why_none``.

    ``seen`` is empty for the first and the mark of the one that was opened otherwise;
    ``provenance`` and ``source`` may be given. StaleElementError if somebody saved another
    one; ValidationError if both or neither is written, if the part is no leaf, or if a
    strategy that serves goals would be gone.
    """
    held = hold_version(version)
    row = _opened(held, part, seen)
    row.text, row.why_none = values.pop("text", ""), values.pop("why_none", "")
    for name in ("provenance", "source"):
        setattr(row, name, values.pop(name, getattr(row, name)))
    if values:
        raise TypeError(", ".join(sorted(values)))
    check(held, row)
    _refuse_loose_links(held, row)
    row.order = _place(held, part)
    row.save()
    record("edited", held, by=by, element=name_of(row), part=part, mark=mark_of(row))
    return row


def _opened(held: MasterplanVersion, part: str, seen: str) -> Strategy:
    saved = held.strategies.filter(part=part).first()
    if saved is None:
        if seen:
            text = _(
                "Orang lain sudah menghapus strategi ini. "
                "Isian Anda masih ada; simpan lagi untuk menuliskannya kembali."
            )
            raise ValidationError(text)
        return Strategy(plan_version=held, part=part)
    if mark_of(saved) != seen:
        raise StaleElementError(saved)
    saved.plan_version = held
    return saved


def _refuse_loose_links(held: MasterplanVersion, row: Strategy) -> None:
    if row.text:
        return
    goals = held.goal_links.filter(key=row.key).values_list("goal__code", flat=True)
    if codes := ", ".join(goals):
        text = _(
            "Strategi ini bertaut ke %(codes)s. Lepaskan tautannya dahulu, "
            "atau biarkan strateginya."
        )
        raise ValidationError({"text": text % {"codes": codes}})


def _place(held: MasterplanVersion, part: str) -> int:
    codes = [leaf.code for leaf in framework_of(held.masterplan).leaves()]
    return codes.index(part)
