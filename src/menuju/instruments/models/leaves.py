"""The checks of the three kinds of leaves."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext

from menuju.instruments.models.document import (
    Attendance,
    Band,
    Clause,
    External,
    Goalposts,
    Item,
    Scale,
    Text,
    plain,
)
from menuju.instruments.models.problems import Found, Path

OFFICES = ("head", "deputy", "secretary")
CAPACITIES = ("definitive", "plt", "plh", "pj")
RANKS = ("division_head", "section_head")


def both_languages(
    path: Path, text: Text, *, optional: bool = False
) -> Iterator[Found]:
    if optional and not text:
        return
    for language, words in (("id", text.id), ("en", text.en)):
        if not words:
            yield (
                (*path, language),
                gettext("Teks '%(name)s' dalam bahasa '%(language)s' kosong.")
                % {"name": path[-1], "language": language},
                gettext("Isi teks dalam kedua bahasa."),
            )


def item(asked: Item, scale: Scale) -> Iterator[Found]:
    """Complete levels or none at all: where no source tells them, none are invented."""
    yield from both_languages(("item", "question"), asked.question)
    if not asked.levels:
        return
    wanted = [Decimal(v) for v in range(_up(scale.min), int(scale.max // 1) + 1)]
    given = Counter(level.value for level in asked.levels)
    missing = [plain(value) for value in wanted if not given[value]]
    if missing:
        yield (
            ("item", "levels"),
            gettext("Uraian tingkat %s tidak ada.") % ", ".join(missing),
            gettext("Tulis satu uraian untuk setiap tingkat bulat skala."),
        )
    for index, level in enumerate(asked.levels):
        at: Path = ("item", "levels", index)
        if given[level.value] > 1 or not scale.allows(level.value):
            yield (
                (*at, "value"),
                gettext("Tingkat %s berulang atau di luar skala.") % plain(level.value),
                gettext("Pakai setiap tingkat %(min)s–%(max)s sekali.")
                % {"min": plain(scale.min), "max": plain(scale.max)},
            )
        yield from both_languages((*at, "descriptor"), level.descriptor)
        yield from both_languages((*at, "evidence"), level.evidence, optional=True)


def _up(value: Decimal) -> int:
    return int(-(-value // 1))


def attendance(rule: Attendance) -> Iterator[Found]:
    total = sum((clause.points for clause in rule.clauses), Decimal(0))
    if total != rule.points or rule.points <= 0:
        yield (
            ("attendance", "clauses"),
            gettext("Poin klausul berjumlah %(total)s, bukan %(points)s.")
            % {"total": plain(total), "points": plain(rule.points)},
            gettext("Ubah poin klausul atau jumlahnya sehingga sama."),
        )
    times = Counter(clause.code for clause in rule.clauses)
    for index, clause in enumerate(rule.clauses):
        at: Path = ("attendance", "clauses", index)
        if times[clause.code] > 1 or not clause.code:
            yield (
                (*at, "code"),
                gettext("Kode klausul '%s' kosong atau berulang.") % clause.code,
                gettext("Beri setiap klausul kode sendiri."),
            )
        for path, message, mend in _clause(clause):
            yield (*at, *path), message, mend
    yield from _credit(rule.credit)


def _clause(clause: Clause) -> Iterator[Found]:
    yield from both_languages(("title",), clause.title)
    wrong = [office for office in clause.any_of if not _is_office(office)]
    if wrong or not clause.any_of:
        yield (
            ("any_of",),
            gettext("Jabatan '%s' tidak dikenal atau belum diisi.") % ", ".join(wrong),
            gettext(
                "Pakai head, deputy, secretary, atau agency_head:<jenis>, misalnya agency_head:bappeda."
            ),
        )
    if clause.points < 0:
        yield (
            ("points",),
            gettext("Poin tidak boleh negatif."),
            gettext("Isi nol atau lebih."),
        )


def _is_office(office: str) -> bool:
    kind, _, agency = office.partition(":")
    return office in OFFICES or (kind == "agency_head" and agency.isalnum())


def _credit(credit: dict[str, Decimal]) -> Iterator[Found]:
    for name, worth in credit.items():
        if name not in (*CAPACITIES, *RANKS):
            yield (
                ("attendance", "credit", name),
                gettext("'%s' bukan kapasitas atau jenjang yang dikenal.") % name,
                gettext("Pakai salah satu dari %s.") % ", ".join((*CAPACITIES, *RANKS)),
            )
        if not 0 <= worth <= 1:
            yield (
                ("attendance", "credit", name),
                gettext("Kredit %s di luar 0–1.") % plain(worth),
                gettext("Isi bagian antara 0 dan 1, misalnya 0.5."),
            )


def external(figure: External, scale: Scale) -> Iterator[Found]:
    if bool(figure.goalposts) == bool(figure.bands):
        yield (
            ("external",),
            gettext("Angka luar membutuhkan goalposts atau bands, salah satu."),
            gettext("Isi goalposts (low, high) atau bands (from, value)."),
        )
    if figure.goalposts:
        yield from _goalposts(figure.goalposts)
    yield from _bands(figure.bands, scale)


def _goalposts(posts: Goalposts) -> Iterator[Found]:
    is_bad_log = posts.scale == "log" and min(posts.low, posts.high) <= 0
    if posts.low == posts.high or is_bad_log:
        yield (
            ("external", "goalposts"),
            gettext("Batas %(low)s dan %(high)s tidak dapat dipakai.")
            % {"low": plain(posts.low), "high": plain(posts.high)},
            gettext("Keduanya harus berbeda, dan di atas nol untuk skala log."),
        )


def _bands(bands: tuple[Band, ...], scale: Scale) -> Iterator[Found]:
    if any(later.from_ <= earlier.from_ for earlier, later in pairwise(bands)):
        yield (
            ("external", "bands"),
            gettext("Rentang tidak menaik."),
            gettext("Urutkan rentang dari batas terendah."),
        )
    for index, band in enumerate(bands):
        if not scale.min <= band.value <= scale.max:
            yield (
                ("external", "bands", index, "value"),
                gettext("Nilai %s di luar skala.") % plain(band.value),
                gettext("Isi nilai antara %(min)s dan %(max)s.")
                % {"min": plain(scale.min), "max": plain(scale.max)},
            )
