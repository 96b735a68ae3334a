"""Splits, mergers and new names: the map changes, the history stays.

A region that ends keeps its code and everything recorded under it. It is valid up to,
and its successors from, the day on which the legal act takes effect.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from menuju.audit.actions import record
from menuju.regions.models import Region, Succession
from menuju.regions.queries import current

if TYPE_CHECKING:
    from menuju.accounts.models import User


@dataclass(frozen=True, slots=True)
class LegalAct:
    """The law or regulation that changed the map, and the day it took effect."""

    title: str
    on: date


@transaction.atomic
def split(
    region: Region, *, into: list[Region], act: LegalAct, by: "User | None"
) -> list[Succession]:
    """Record that ``region`` was split. It goes on if it is itself among ``into``."""
    _check(act, [region])
    others = [part for part in into if part.pk != region.pk]
    if not others:
        raise ValidationError(
            gettext("Sebutkan sedikitnya satu daerah baru hasil pemekaran.")
        )
    if len(others) == len(into):
        _end(region, act)
    for part in others:
        _begin(part, act)
    kind = Succession.Kind.SPLIT
    return [_record(kind, (region, part), act, by) for part in others]


@transaction.atomic
def merge(
    regions: list[Region], *, into: Region, act: LegalAct, by: "User | None"
) -> list[Succession]:
    """Record that ``regions`` became one; ``into`` may be one of them."""
    _check(act, regions)
    ended = [region for region in regions if region.pk != into.pk]
    if len({region.pk for region in regions}) < 2 or not ended:  # noqa: PLR2004
        raise ValidationError(gettext("Penggabungan memerlukan sedikitnya dua daerah."))
    for region in ended:
        _end(region, act)
    if len(ended) == len(regions):
        _begin(into, act)
    kind = Succession.Kind.MERGER
    return [_record(kind, (region, into), act, by) for region in ended]


@transaction.atomic
def rename(
    region: Region, *, name: str, act: LegalAct, by: "User | None"
) -> Succession:
    """Give ``region`` a new name under the same code, and remember the old one."""
    _check(act, [region])
    if not name.strip() or name.strip() == region.name:
        raise ValidationError(
            gettext("Tuliskan nama baru yang berbeda dari yang lama.")
        )
    former = region.name
    region.name = name.strip()
    region.short_name = region.name.removeprefix("Kabupaten ").removeprefix("Kota ")
    region.save(update_fields=["name", "short_name"])
    change = _record(Succession.Kind.RENAME, (region, region), act, by)
    change.former_name = former
    change.save(update_fields=["former_name"])
    return change


def _check(act: LegalAct, regions: Iterable[Region]) -> None:
    if not act.title.strip():
        raise ValidationError(gettext("Sebutkan dasar hukum perubahannya."))
    codes = {region.pk for region in regions}
    valid = set(current(act.on).filter(pk__in=codes).values_list("pk", flat=True))
    if missing := sorted(codes - valid):
        raise ValidationError(
            gettext("Daerah %(codes)s tidak berlaku pada tanggal itu.")
            % {"codes": ", ".join(missing)}
        )


def _end(region: Region, act: LegalAct) -> None:
    region.valid_to = act.on
    region.save(update_fields=["valid_to"])


def _begin(region: Region, act: LegalAct) -> None:
    if Region.objects.filter(pk=region.pk).exists():
        raise ValidationError(
            gettext("Kode %(code)s sudah dipakai. Daerah baru memerlukan kode baru.")
            % {"code": region.pk}
        )
    region.valid_from = act.on
    region.save(force_insert=True)


def _record(
    kind: Succession.Kind,
    pair: tuple[Region, Region],
    act: LegalAct,
    by: "User | None",
) -> Succession:
    predecessor, successor = pair
    change = Succession.objects.create(
        predecessor=predecessor,
        successor=successor,
        kind=kind,
        on=act.on,
        legal_act=act.title.strip(),
    )
    record(f"recorded {kind}", predecessor, by=by, successor=successor.pk)
    return change
