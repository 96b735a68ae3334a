"""Crosswalks between two versions: drawn by the product, confirmed by a person."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.instruments.models import Crosswalk, Version
from menuju.instruments.queries import document_of
from menuju.instruments.queries.difference import leaf_entries

SAYABLE = ("equal", "reworded", "narrower", "broader")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says became of a leaf."""

    kind: str
    comparable: bool
    reason: str


@transaction.atomic
def draw_crosswalk(older: Version, newer: Version, *, by: User | None) -> Crosswalk:
    """The crosswalk of this pair; drawn from the texts if there is none yet."""
    if older.pk == newer.pk:
        raise ValidationError(gettext("Pilih dua versi yang berbeda."))
    found = Crosswalk.objects.filter(older=older, newer=newer).first()
    if found:
        return found
    entries = leaf_entries(document_of(older), document_of(newer))
    crosswalk = Crosswalk.objects.create(older=older, newer=newer, entries=entries)
    record("drawn", crosswalk, by=by, entries=len(entries))
    return crosswalk


@transaction.atomic
def confirm_crosswalk(
    crosswalk: Crosswalk, judgements: Mapping[str, Judgement], *, by: User
) -> Crosswalk:
    """Set what a person says of matched leaves, by newer code, and confirm the whole.

    A leaf without a counterpart stays new or dropped. ValidationError if a judgement
    has no reason or an unknown kind.
    """
    held = Crosswalk.objects.select_for_update().get(pk=crosswalk.pk)
    held.entries = [_judged(entry, judgements) for entry in held.entries]
    held.confirmed_by, held.confirmed_at = by, timezone.now()
    held.save(update_fields=["entries", "confirmed_by", "confirmed_at"])
    record("confirmed", held, by=by, judged=sorted(judgements))
    return held


def _judged(
    entry: dict[str, object], judgements: Mapping[str, Judgement]
) -> dict[str, object]:
    said = judgements.get(str(entry["to"]))
    if said is None or not entry["from"] or not entry["to"]:
        return entry
    if said.kind not in SAYABLE or not said.reason.strip():
        raise ValidationError(
            gettext("Butir %s: pilih jenis perubahan dan tulis alasannya.")
            % entry["to"]
        )
    return {
        **entry,
        "kind": said.kind,
        "comparable": said.comparable,
        "reason": said.reason.strip(),
    }
