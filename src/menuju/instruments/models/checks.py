"""What a sensible instrument never does: every check, and how to mend what it finds.

A document that parses may still be wrong: weights that do not add up, a level without a
descriptor, a rule that cannot be read. ``problems`` finds all of it at once.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from menuju.instruments.models import leaves
from menuju.instruments.models.document import Document, Scale, Spec, Text, plain
from menuju.instruments.models.problems import Found, Path, Problem
from menuju.instruments.models.rules import RuleError, parse

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]*")
LONGEST_CODE = 60
LONGEST_LABEL = 30
DEEPEST = 8
MOST_NODES = 2000


@dataclass(frozen=True, slots=True)
class Place:
    """A node where it stands in the document."""

    spec: Spec
    path: Path
    depth: int
    scale: Scale


def problems(document: Document) -> list[Problem]:
    """Everything that keeps the document from being published, in reading order."""
    places = list(_places(document.root, ("root",), document.scale, 0))
    found = list(_document(document, places))
    for place in places:
        for suffix, message, mend in _node(place):
            found.append(
                Problem((*place.path, *suffix), place.spec.code, message, mend)
            )
    return found


def _places(spec: Spec, path: Path, scale: Scale, depth: int) -> Iterator[Place]:
    own = (spec.item and spec.item.scale) or scale
    yield Place(spec, path, depth, own)
    for index, child in enumerate(spec.children):
        yield from _places(child, (*path, "children", index), scale, depth + 1)


def _document(document: Document, places: list[Place]) -> Iterator[Problem]:
    def at(path: Path, message: str, mend: str) -> Problem:
        return Problem(path, "", message, mend)

    yield from (at(("code",), m, h) for _, m, h in _code(document.code))
    if not LABEL.fullmatch(document.version) or len(document.version) > LONGEST_LABEL:
        yield at(
            ("version",),
            gettext("Versi '%s' tidak sah.") % document.version,
            gettext("Pakai huruf, angka, titik, dan tanda hubung, misalnya 2017.1."),
        )
    yield from (at(s, m, h) for s, m, h in _text("title", document.title))
    yield from (at(("scale", *s), m, h) for s, m, h in _scale(document.scale))
    if len(places) > MOST_NODES:
        yield at(
            ("root",),
            gettext("Ada %s bagian.") % len(places),
            gettext("Batasnya %s bagian; bagi menjadi dua instrumen.") % MOST_NODES,
        )
    yield from _repeated(places)


def _repeated(places: list[Place]) -> Iterator[Problem]:
    times = Counter(place.spec.code for place in places)
    for place in places:
        if times[place.spec.code] > 1:
            yield Problem(
                (*place.path, "code"),
                place.spec.code,
                gettext("Kode '%(code)s' dipakai %(times)s kali.")
                % {"code": place.spec.code, "times": times[place.spec.code]},
                gettext("Beri setiap bagian kode sendiri."),
            )
    rules = [place for place in places if place.spec.attendance]
    for place in rules[1:]:
        yield Problem(
            (*place.path, "attendance"),
            place.spec.code,
            gettext("Aturan kehadiran sudah ada di '%s'.") % rules[0].spec.code,
            gettext("Satu instrumen memuat paling banyak satu aturan kehadiran."),
        )


def _node(place: Place) -> Iterator[Found]:
    spec = place.spec
    yield from _code(spec.code)
    yield from _text("title", spec.title)
    yield from _text("guidance", spec.guidance, optional=True)
    yield from _shape(place)
    yield from _source(spec)
    yield from _rule(spec)
    if spec.children:
        yield from _weights(spec)
        yield from _aggregation(place)
    if spec.item:
        if spec.item.scale:
            yield from (
                (("item", "scale", *s), m, h) for s, m, h in _scale(spec.item.scale)
            )
        yield from leaves.item(spec.item, place.scale)
    if spec.attendance:
        yield from leaves.attendance(spec.attendance)
    if spec.external:
        yield from leaves.external(spec.external, place.scale)


def _code(code: str) -> Iterator[Found]:
    if not SLUG.fullmatch(code) or len(code) > LONGEST_CODE:
        yield (
            ("code",),
            gettext("Kode '%s' tidak sah.") % code,
            gettext(
                "Pakai huruf kecil, angka, dan tanda hubung, paling banyak 60 karakter."
            ),
        )


def _text(name: str, text: Text, *, optional: bool = False) -> Iterator[Found]:
    yield from leaves.both_languages((name,), text, optional=optional)


def _scale(scale: Scale) -> Iterator[Found]:
    if scale.step <= 0 or scale.span <= 0 or scale.span % scale.step:
        yield (
            (),
            gettext("Skala %(min)s–%(max)s dengan langkah %(step)s tidak sah.")
            % {
                "min": plain(scale.min),
                "max": plain(scale.max),
                "step": plain(scale.step),
            },
            gettext(
                "Nilai tertinggi harus di atas nilai terendah dan langkah membagi rentangnya habis."
            ),
        )


def _shape(place: Place) -> Iterator[Found]:
    spec = place.spec
    parts = (spec.children, spec.item, spec.attendance, spec.external)
    if not any(parts):
        yield (
            (),
            gettext("Bagian ini kosong."),
            gettext(
                "Isi children, atau salah satu dari item, attendance, dan external."
            ),
        )
    if place.depth > DEEPEST:
        yield (
            (),
            gettext("Bagian ini terlalu dalam."),
            gettext("Paling banyak %s tingkat di bawah akar.") % DEEPEST,
        )
    if place.depth == 0 and spec.weight is not None:
        yield (
            ("weight",),
            gettext("Akar tidak berbobot."),
            gettext("Hapus bobot akar."),
        )


def _source(spec: Spec) -> Iterator[Found]:
    if spec.confidence == "sourced" and not spec.source:
        yield (
            ("confidence",),
            gettext("Ditandai bersumber, tetapi sumbernya kosong."),
            gettext("Sebutkan sumbernya di source, atau tandai sebagai usulan."),
        )


def _rule(spec: Spec) -> Iterator[Found]:
    if not spec.applies:
        return
    try:
        parse(spec.applies)
    except RuleError as error:
        yield ("applies",), str(error), error.mend
    yield from leaves.both_languages(("not_asked",), spec.not_asked)


def _weights(spec: Spec) -> Iterator[Found]:
    is_used = spec.aggregation.uses_weights
    for index, child in enumerate(spec.children):
        path: Path = ("children", index, "weight")
        if not is_used and child.weight is not None:
            yield (
                path,
                gettext("Bobot tidak dipakai pada %s.") % spec.aggregation.kind,
                gettext("Hapus bobotnya, atau pakai weighted_mean."),
            )
        if is_used and (child.weight is None or child.weight < 0):
            yield (
                path,
                gettext("Bobot '%s' tidak ada atau negatif.") % child.code,
                gettext("Isi bobot nol atau lebih."),
            )
    if is_used:
        yield from _total(spec)


def _total(spec: Spec) -> Iterator[Found]:
    given = sum((child.weight or Decimal(0) for child in spec.children), Decimal(0))
    total = spec.aggregation.total
    if given != total or total <= 0:
        yield (
            ("children",),
            gettext("Bobot anak berjumlah %(given)s, bukan %(total)s.")
            % {"given": plain(given), "total": plain(total)},
            gettext("Ubah bobot sehingga berjumlah %s.") % plain(total),
        )


def _aggregation(place: Place) -> Iterator[Found]:
    rule = place.spec.aggregation
    is_gate = rule.kind == "minimum_gate"
    if is_gate:
        yield from _gate(place.spec)
        yield from _bound(place.scale, "floor", rule.floor)
    if is_gate or rule.kind == "capped_sum":
        yield from _bound(place.scale, "cap", rule.cap)
    if rule.kind == "geometric_mean" and place.scale.min < 0:
        yield (
            ("aggregation", "kind"),
            gettext("Rata-rata geometrik tidak dapat memuat nilai negatif."),
            gettext("Pakai skala mulai nol atau lebih, atau weighted_mean."),
        )


def _gate(spec: Spec) -> Iterator[Found]:
    codes = {child.code for child in spec.children}
    strangers = [code for code in spec.aggregation.gate if code not in codes]
    if strangers or not spec.aggregation.gate:
        yield (
            ("aggregation", "gate"),
            gettext("Gerbang menyebut '%s', yang bukan anak bagian ini.")
            % ", ".join(strangers),
            gettext("Sebutkan kode anak: %s.") % ", ".join(sorted(codes)),
        )


def _bound(scale: Scale, name: str, value: Decimal | None) -> Iterator[Found]:
    if value is None or not scale.min <= value <= scale.max:
        yield (
            ("aggregation", name),
            gettext("%(name)s tidak ada atau di luar skala.") % {"name": name},
            gettext("Isi nilai antara %(min)s dan %(max)s.")
            % {"min": plain(scale.min), "max": plain(scale.max)},
        )
