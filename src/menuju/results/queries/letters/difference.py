"""What changed in the data since a letter was written: each figure before and after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from menuju.web.components.formats import written


@dataclass(frozen=True, slots=True)
class Change:
    """One figure or text, by the place where it stands; None: it was not there."""

    place: str
    label: str
    before: str | None
    after: str | None


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Every place at which two readings of the data differ, in reading order."""
    old, new = dict(_flat(before)), dict(_flat(after))
    places = list(dict.fromkeys([*old, *new]))
    return [
        Change(place, label_of(place), _text(old.get(place)), _text(new.get(place)))
        for place in places
        if old.get(place) != new.get(place)
    ]


def _flat(value: object, place: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, f"{place}.{key}" if place else str(key))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for at, inner in enumerate(value, 1):
            yield from _flat(inner, f"{place}.{at}")
    else:
        yield place, value


def label_of(place: str) -> str:
    """What a place is called on screen: "Nilai di garis kuota"."""
    words = {
        "setting.decision": _("Nomor keputusan"),
        "setting.decided_at": _("Saat ditetapkan"),
        "setting.opens_at": _("Saat hasil dibuka"),
        "setting.quota": _("Kuota"),
        "setting.reply_days": _("Hari untuk menyanggah"),
        "standing.score": _("Nilai"),
        "standing.line": _("Nilai di garis kuota"),
        "standing.needed": _("Nilai yang harus dilewati"),
        "standing.selected": _("Terpilih"),
        "standing.reserve": _("Urutan cadangan"),
        "standing.reason": _("Alasan keputusan"),
        "doubt": _("Ketidakpastian"),
        "doubt.low": _("Batas bawah nilai"),
        "doubt.high": _("Batas atas nilai"),
        "doubt.chance": _("Peluang mendapat tempat"),
        "doubt.error": _("Galat simulasi"),
        "name": _("Nama daerah"),
    }
    groups = {
        "factors": _("Butir yang menentukan"),
        "strengths": _("Butir terkuat"),
        "elements": _("Unsur"),
        "attendance": _("Kehadiran"),
        "paths": _("Perubahan terkecil"),
    }
    if place in words:
        return words[place]
    group, _dot, rest = place.partition(".")
    return f"{groups[group]} ({rest})" if group in groups else place


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, float):
        return written(value, 4)
    return None if value is None else str(value)
