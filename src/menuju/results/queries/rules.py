"""What is wrong with rules of a selection, with its place and how to mend it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from menuju.instruments.models.rules import RuleError, parse
from menuju.regions.models import IslandGroup, Province, Region
from menuju.results.models import SelectionRules
from menuju.results.queries.selection import (
    LEVELS,
    Terms,
    group_words,
    groups_of,
    passes,
    province_names,
    series_of,
)
from menuju.rounds.models import Participation, Round
from menuju.scoring.selection.rule import granted_to

KINDS = {
    "island_group": gettext_lazy("gugus pulau"),
    "kind": gettext_lazy("jenis daerah"),
    "province": gettext_lazy("provinsi"),
}

GroupChoices = list[tuple[str, list[tuple[str, str]]]]
"""A heading with the pairs of value and words below it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend; ``place`` names the field or the row."""

    place: str
    text: str


def written_problems(terms: Terms) -> list[Problem]:
    """What can be told from the rules alone; such rules are not even kept."""
    return [*_gates(terms.gates), *_known(terms.minima), *_sums(terms)]


def field_problems(round_: Round, terms: Terms) -> list[Problem]:
    """What cannot be met by the regions that take part; such rules are not published."""
    if written_problems(terms):
        return []
    return [*_unmet(round_, terms), *_series(round_, terms)]


def _gates(gates: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    for number, gate in enumerate(gates, 1):
        place = _("Syarat %(n)s") % {"n": number}
        try:
            parse(gate["rule"])
        except RuleError as error:
            yield Problem(place, f"{error} {error.mend}")
        if not gate["reason"].get("id", "").strip():
            yield Problem(
                place,
                _("Tuliskan alasan yang dibaca daerah yang tidak memenuhi syarat ini."),
            )


def _known(minima: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    keys = {
        "island_group": set(IslandGroup.values),
        "kind": set(Region.Kind.values),
        "province": set(province_names()) if minima else set(),
    }
    counted = Counter((each["group"], each["key"]) for each in minima)
    for number, each in enumerate(minima, 1):
        place = _("Minimum %(n)s") % {"n": number}
        if each["group"] not in LEVELS or each["key"] not in keys[each["group"]]:
            yield Problem(
                place,
                _("Kelompok “%(key)s” tidak dikenal. Pilih dari daftar.")
                % {"key": each["key"]},
            )
        elif counted[each["group"], each["key"]] > 1:
            yield Problem(
                place, _("Kelompok ini ditulis dua kali. Hapus salah satunya.")
            )


def _sums(terms: Terms) -> Iterator[Problem]:
    for group, word in KINDS.items():
        total = sum(each["places"] for each in terms.minima if each["group"] == group)
        if total > terms.places:
            yield Problem(
                _("Minimum menurut %(kind)s") % {"kind": word},
                _(
                    "Jumlahnya %(total)s, melebihi %(places)s tempat. Turunkan salah satu minimum atau tambah tempat."
                )
                % {"total": total, "places": terms.places},
            )


def _unmet(round_: Round, terms: Terms) -> Iterator[Problem]:
    """Minima that those who take part and pass the gates cannot fill."""
    regions = regions_in(round_)
    if not regions:
        yield Problem(
            _("Minimum"),
            _("Belum ada daerah yang ikut, jadi minimum belum dapat diperiksa."),
        )
        return
    reached = granted_to(terms.quota, groups_of(regions), passes(terms, regions))
    names = province_names() if terms.minima else {}
    for number, (each, granted) in enumerate(
        zip(terms.minima, reached, strict=True), 1
    ):
        if granted < each["places"]:
            yield Problem(
                _("Minimum %(n)s") % {"n": number},
                _(
                    "%(group)s: diminta %(places)s, padahal peserta yang memenuhi syarat hanya memungkinkan %(granted)s. Turunkan menjadi %(granted)s."
                )
                % {
                    "group": group_words(each["group"], each["key"], names),
                    "places": each["places"],
                    "granted": granted,
                },
            )


def _series(round_: Round, terms: Terms) -> Iterator[Problem]:
    series = series_of(round_, terms)
    if series and series.left is not None and terms.places > series.left:
        yield Problem(
            _("Jumlah tempat"),
            _(
                "Seri ini punya %(total)s tempat dan %(taken)s sudah terisi, jadi tersisa %(left)s; aturan ini memberi %(places)s. Turunkan menjadi %(left)s."
            )
            % {
                "total": series.total,
                "taken": series.taken,
                "left": series.left,
                "places": terms.places,
            },
        )


def regions_in(round_: Round) -> list[Region]:
    """The regions that take part, with their provinces."""
    rows = Region.objects.filter(
        participations__round=round_,
        participations__status=Participation.Status.CONFIRMED,
    )
    return list(rows.select_related("province").order_by("short_name", "pk"))


def versions_of(round_: Round) -> list[SelectionRules]:
    """Every version of a round's rules, newest first."""
    rows = round_.selection_rules.select_related(
        "made_by__person__institution", "published_by__person"
    )
    return list(rows)


def group_choices() -> GroupChoices:
    """What a minimum can be for, as ``group:key`` and its words, by kind of group."""
    provinces = Province.objects.order_by("name").values_list("pk", "name")
    return [
        (
            str(KINDS["island_group"]),
            [(f"island_group:{v}", str(w)) for v, w in IslandGroup.choices],
        ),
        (str(KINDS["kind"]), [(f"kind:{v}", str(w)) for v, w in Region.Kind.choices]),
        (
            str(KINDS["province"]),
            [(f"province:{code}", name) for code, name in provinces],
        ),
    ]


def gate_facts(choices: GroupChoices) -> GroupChoices:
    """What a gate may ask of a region's groups: each fact, and its values with their words."""
    return [
        (fact, [(key.partition(":")[2], words) for key, words in options])
        for fact, (_label, options) in zip(KINDS, choices, strict=True)
    ]
