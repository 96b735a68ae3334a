"""Minutes of a decision: by which rules, in which order, with which departures, by whom."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from menuju.instruments.queries import tree_of
from menuju.results.models import Decision, DecisionSignatory, Letterhead
from menuju.results.queries.decisions import Line, Place, choice_of, line_of, places
from menuju.results.queries.selection import (
    Terms,
    minimum_words,
    province_names,
    terms_from,
    ties_words,
)
from menuju.rounds.queries.minutes import Minutes, Section
from menuju.web.components.formats import figure, moment, written
from menuju.web.documents import Check, Head, Signature

DASH = "–"


def decision_minutes(decision: Decision, site: str = "") -> Minutes:
    """The minutes of a decision, in the language that is active.

    ``site`` is the address of this site: with it the paper leads to the public page of the
    seal, once the decision was taken.
    """
    release, round_ = decision.release, decision.release.round
    terms = terms_from(decision.rules) if decision.rules else Terms(decision.quota)
    standing = places(release, terms, choice_of(decision))
    head = Letterhead.objects.filter(round=round_).first()
    return Minutes(
        title=_("Berita acara keputusan seleksi"),
        number=decision.number or f"BA-KEP/{round_.code}",
        about=round_.title,
        round=round_,
        facts=_facts(decision, standing),
        sections=_sections(decision, terms, standing),
        signs=_signs(decision),
        held_at=decision.decided_at or decision.proposed_at,
        place=head.place if head else "",
        is_draft=decision.decided_at is None,
        is_simulated=decision.is_simulated or release.is_simulated,
        name=f"berita-acara-keputusan-{round_.code}",
        head=_head(head),
        check=_check(decision, site),
    )


def _sections(
    decision: Decision, terms: Terms, standing: Sequence[Place]
) -> list[Section]:
    return [
        _rules(terms),
        _order(decision, line_of(standing, decision.quota), standing),
        _chosen(standing),
        *_reserves(standing),
        _departures(decision, standing),
        _seal(decision),
    ]


def _signs(decision: Decision) -> list[Signature]:
    signed = decision.signatories.select_related("person__institution").order_by("pk")
    return [_sign(one, decision) for one in signed]


def _facts(decision: Decision, standing: Sequence[Place]) -> list[tuple[str, str]]:
    round_, zone = decision.release.round, decision.release.round.time_zone
    chosen = sum(one.selected for one in standing)
    facts = [
        (_("Tahap"), round_.title),
        (_("Versi instrumen"), round_.instrument_version.named),
        (_("Diusulkan"), _who(decision.proposed_at, decision.proposed_by, zone)),
    ]
    if decision.decided_at:
        facts.append(
            (_("Ditetapkan"), _who(decision.decided_at, decision.decided_by, zone))
        )
    if decision.opens_at:
        facts.append((_("Dibuka untuk semua"), moment(decision.opens_at, zone)))
    taken = ngettext("%(n)d daerah", "%(n)d daerah", chosen) % {"n": chosen}
    of_all = _("dari %(n)d peserta") % {"n": len(standing)}
    return [*facts, (_("Terpilih"), f"{taken}, {of_all}")]


def _who(at: object, by: object, zone: str) -> str:
    person = getattr(by, "person", None)
    if person is None:
        return moment(at, zone)
    body = f", {person.institution.name}" if person.institution else ""
    return f"{moment(at, zone)}, {person.name}{body}"


def _rules(terms: Terms) -> Section:
    record, names = terms.record, province_names()
    said = [
        _("Tempat: %(places)d. Cadangan: %(reserves)d. %(ties)s.")
        % {
            "places": terms.places,
            "reserves": terms.reserves,
            "ties": ties_words(terms),
        }
    ]
    if terms.minima:
        minima = "; ".join(minimum_words(each, names) for each in terms.minima)
        said.append(_("Minimum kelompok: %(minima)s.") % {"minima": minima})
    if record is None:
        said.append(_("Tidak ada aturan tertulis lain: berlaku kuota tahap ini saja."))
    else:
        said.append(
            _("Aturan versi %(number)d, sidik jari %(digest)s.")
            % {"number": record.number, "digest": record.digest}
        )
    return Section(_("Aturan seleksi"), texts=said)


def _order(decision: Decision, line: Line, standing: Sequence[Place]) -> Section:
    scale = tree_of(decision.release.round.instrument_version).scale
    known = sum(one.result.score is not None for one in standing)
    said = [
        _(
            "Urutan dihitung dari rilis %(digest)s atas nilai yang dibekukan, skala %(low)s–%(high)s, di antara %(n)d daerah yang dinilai."
        )
        % {
            "digest": decision.release.digest,
            "low": figure(scale.min, 0),
            "high": figure(scale.max, 0),
            "n": known,
        }
    ]
    if line.gap is not None:
        said.append(
            _(
                "Garis kuota: nilai terakhir di dalam %(last)s, nilai pertama di luar %(first)s."
            )
            % {"last": _score(line.last_within), "first": _score(line.first_outside)}
        )
    return Section(_("Urutan hasil hitungan"), texts=said)


def _chosen(standing: Sequence[Place]) -> Section:
    rows = [_row(n, one) for n, one in enumerate(_by_name(standing), 1)]
    return Section(
        _("Daerah terpilih"),
        texts=[_("Menurut abjad. Program ini tidak menetapkan peringkat atau juara.")],
        head=[_("No."), _("Daerah"), _("Provinsi"), _("Nilai"), _("Dasar")],
        rows=rows,
        widths=[0, 4, 4, 0, 5],
        numbers=[0, 3],
    )


def _by_name(standing: Sequence[Place]) -> list[Place]:
    chosen = [one for one in standing if one.selected]
    return sorted(chosen, key=lambda one: one.result.participation.region.short_name)


def _row(number: int, place: Place) -> list[str]:
    region = place.result.participation.region
    return [
        str(number),
        region.name,
        region.province.name,
        _score(place.result.score),
        place.why,
    ]


def _reserves(standing: Sequence[Place]) -> list[Section]:
    waiting = sorted(
        (one for one in standing if one.reserve), key=lambda one: one.reserve
    )
    if not waiting:
        return []
    return [
        Section(
            _("Cadangan"),
            texts=[_("Yang pertama naik bila ada daerah terpilih yang mundur.")],
            head=[_("No."), _("Daerah"), _("Provinsi"), _("Nilai"), _("Dasar")],
            rows=[_row(one.reserve, one) for one in waiting],
            widths=[0, 4, 4, 0, 5],
            numbers=[0, 3],
        )
    ]


def _departures(decision: Decision, standing: Sequence[Place]) -> Section:
    departing = [one for one in standing if one.departs]
    said = [] if departing else [_("Tidak ada penyimpangan dari urutan.")]
    if decision.reason:
        said.append(
            _("Alasan atas jumlahnya: %(reason)s") % {"reason": decision.reason}
        )
    return Section(
        _("Penyimpangan dari urutan dan alasannya"),
        texts=said,
        head=[_("Daerah"), _("Menurut urutan"), _("Keputusan"), _("Alasan")],
        rows=[
            [
                one.result.participation.region.name,
                one.why,
                _("terpilih") if one.selected else _("belum terpilih"),
                one.reason,
            ]
            for one in departing
        ],
        widths=[4, 4, 0, 6],
    )


def _seal(decision: Decision) -> Section:
    if not decision.seal:
        said = _("Keputusan belum ditetapkan, jadi daftarnya belum tersegel.")
    else:
        said = _("SHA-256 dari daftar hasil dan angka acaknya: %(seal)s.") % {
            "seal": decision.seal
        }
    return Section(_("Segel daftar hasil"), texts=[said])


def _sign(one: DecisionSignatory, decision: Decision) -> Signature:
    note = ""
    if decision.decided_at:
        zone = decision.release.round.time_zone
        note = _("ditetapkan %(at)s") % {"at": moment(decision.decided_at, zone)}
    return Signature(
        office=one.office, name=one.person.name, institution=one.institution, note=note
    )


def _head(head: Letterhead | None) -> Head | None:
    if head is None:
        return None
    language = (get_language() or "id")[:2]
    return Head(
        getattr(head, f"institution_{language}", "") or head.institution_id,
        getattr(head, f"unit_{language}", ""),
        " · ".join(head.address.splitlines()),
        head.contact,
    )


def _check(decision: Decision, site: str) -> Check | None:
    if not site or not decision.seal:
        return None
    code = decision.release.round.code
    address = site + reverse("portal:selection", args=[code])
    return Check(address, decision.seal[:16].upper())


def _score(value: float | None) -> str:
    return DASH if value is None else written(value, 3)
