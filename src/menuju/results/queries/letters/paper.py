"""A letter on paper: what the template of the PDF and the page of the letter are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from menuju.audit.models import Provenance
from menuju.instruments.models.document import Text
from menuju.results.models import Decision, Letter
from menuju.results.queries.letters.state import why_in
from menuju.results.queries.why import Why, words
from menuju.results.queries.why.came import who
from menuju.results.queries.why.facts import Path, Step
from menuju.results.queries.why.steps import FINE, level
from menuju.rounds.models import Participation
from menuju.rounds.queries.replies import closes_at
from menuju.web.components.citations import cited
from menuju.web.components.formats import deadline_text, local_date, percent, written
from menuju.web.documents import Check, Head, Sheet, Signature, pdf

TEMPLATE = "results/letter.typ"


@dataclass(frozen=True)
class Paper:
    """A letter in one language, ready to be shown or printed: every figure is a text."""

    number: str
    subject: str
    enclosure: str
    place_and_date: str
    recipient: list[str]
    sections: list[tuple[str, str, list[str]]]
    deadline: str
    signature: Signature
    copies: list[str]
    elements: list[list[str]]
    attendance: list[list[str]]
    paths: list[tuple[str, list[list[str]]]]
    method: list[str]
    labels: dict[str, str]


def paper_of(letter: Letter, head: dict[str, Any], language: str) -> Paper:
    """The letter in a language, under a head as ``state.head_of`` gives it."""
    why = why_in(letter)
    with override(language):
        return Paper(
            number=letter.number,
            subject=_("Hasil %(round)s") % {"round": why.setting.title},
            enclosure=_("1 (satu) berkas"),
            place_and_date=_place_and_date(letter, head, why),
            recipient=_recipient(letter),
            sections=_sections(letter, language),
            deadline=_deadline(letter),
            signature=_signature(letter, head, why),
            copies=[
                cited(line)
                for line in head.get("copies", "").splitlines()
                if line.strip()
            ],
            elements=_elements(why),
            attendance=_attendance(why),
            paths=paths_in_words(why),
            method=_method(why),
            labels=labels(),
        )


def pdf_of(letter: Letter, head: dict[str, Any], language: str, url: str) -> bytes:
    """The letter as PDF; a draft and whatever is not approved carries a watermark.

    ``url`` is the full address of the page that confirms it.
    """
    paper = paper_of(letter, head, language)
    body = {
        name: getattr(paper, name)
        for name in Paper.__dataclass_fields__
        if name not in {"signature", "sections"}
    }
    body["sections"] = [
        {"key": key, "title": title, "texts": texts}
        for key, title, texts in paper.sections
    ]
    sign = paper.signature
    body["sign"] = {
        "office": sign.office,
        "institution": sign.institution,
        "name": sign.name,
        "note": sign.note,
    }
    return pdf(TEMPLATE, body, _sheet(letter, head, language, url))


def _sheet(letter: Letter, head: dict[str, Any], language: str, url: str) -> Sheet:
    why = why_in(letter)
    with override(language):
        subject = _("Hasil %(round)s") % {"round": why.setting.title}
        return Sheet(
            title=f"{subject}: {why.name}",
            language=language,
            moment=letter.approved_at or letter.drafted_at,
            head=Head(
                head.get(f"institution_{language}", ""),
                head.get(f"unit_{language}", ""),
                " · ".join(head.get("address", "").splitlines()),
                head.get("contact", ""),
            ),
            mark=_mark(letter),
            is_simulated=letter.is_simulated
            or head.get("provenance") == Provenance.SIMULATED,
            check=Check(url, letter.code),
            running=f"{letter.number} · {subject}",
            footer=_("Instrumen versi %(version)s, tahun %(year)s")
            % {"version": why.setting.instrument, "year": why.setting.year},
        )


def _mark(letter: Letter) -> str:
    if letter.state == Letter.State.WITHDRAWN:
        return _("DITARIK")
    return _("KONSEP") if letter.state == Letter.State.DRAFT else ""


def _place_and_date(letter: Letter, head: dict[str, Any], why: Why) -> str:
    place = head.get("place", "")
    if letter.approved_at is None or letter.state == Letter.State.DRAFT:
        return _("%(place)s, (tanggal persetujuan)") % {"place": place}
    return f"{place}, {local_date(letter.approved_at, why.setting.zone)}"


def _recipient(letter: Letter) -> list[str]:
    region = letter.participation.region
    office = _("Wali Kota %(name)s") if region.kind == "kota" else _("Bupati %(name)s")
    addressee = office % {"name": region.short_name}
    return [
        _("Yth. %(addressee)s") % {"addressee": addressee},
        _("di Provinsi %(name)s") % {"name": region.province.name},
    ]


def _sections(letter: Letter, language: str) -> list[tuple[str, str, list[str]]]:
    held = letter.text.get(language, {})
    return [
        (name, str(title), list(held[name]))
        for name, title in words.TITLES.items()
        if held.get(name)
    ]


def deadline_of(decision: Decision, part: Participation) -> str:
    """Until when the region may object, on its own clock; empty while nobody knows."""
    opened = decision.release.published_at or decision.opens_at
    if opened is None:
        return ""
    closes = closes_at(part.round, part.region, opened)
    return str(deadline_text(closes, part.region.time_zone))


def _deadline(letter: Letter) -> str:
    until = deadline_of(letter.decision, letter.participation)
    return _("Batas sanggahan: %(until)s.") % {"until": until} if until else ""


def _signature(letter: Letter, head: dict[str, Any], why: Why) -> Signature:
    note = ""
    if (
        letter.state in {Letter.State.APPROVED, Letter.State.SENT}
        and letter.approved_at
    ):
        note = _("disetujui secara elektronik pada %(on)s") % {
            "on": local_date(letter.approved_at, why.setting.zone)
        }
    return Signature(
        office=head.get(f"signatory_office_{get_language()}", ""),
        institution="",
        name=head.get("signatory_name", ""),
        note=note,
    )


def _elements(why: Why) -> list[list[str]]:
    """Rows of the table of elements: title, value, share, part."""
    return [
        [
            str(each.title),
            "–" if each.value is None else written(each.value, 2),
            percent(each.share, 1),
            "–" if each.part is None else written(each.part, 3),
        ]
        for each in why.elements
    ]


def _attendance(why: Why) -> list[list[str]]:
    """Rows of the table of attendance: clause, who came, points, full points."""
    if why.attendance is None:
        return []
    return [
        [
            str(each.title),
            who(each),
            "–" if each.got is None else level(each.got),
            level(each.full),
        ]
        for each in why.attendance.clauses
    ]


def paths_in_words(why: Why) -> list[tuple[str, list[list[str]]]]:
    """Each kind of change with its rows: item, from, to, the rubric's words there."""
    kinds = (
        (_("Paling sedikit langkah"), why.paths.fewest),
        (_("Paling ringan usahanya"), why.paths.least),
        (_("Kehadiran saja"), why.paths.attendance),
    )
    made: list[tuple[str, list[list[str]]]] = []
    seen: list[Path] = []
    for title, path in kinds:
        if path is not None and path not in seen:
            seen.append(path)
            made.append((_path_title(title, path), [_row(step) for step in path.steps]))
    return made


def _path_title(title: str, path: Path) -> str:
    count = ngettext("%(n)s langkah", "%(n)s langkah", path.count) % {"n": path.count}
    return _("%(title)s: %(count)s, nilai menjadi %(score)s") % {
        "title": title,
        "count": count,
        "score": written(path.score, FINE),
    }


def _row(step: Step) -> list[str]:
    said: Sequence[Text] = step.offices or (step.words,)
    return [
        str(step.title),
        level(step.before),
        level(step.after),
        "; ".join(str(each) for each in said),
    ]


def _method(why: Why) -> list[str]:
    """How the figures of this letter came about; only what it has."""
    if why.standing.score is None:
        return []
    said = [
        _(
            "Nilai tiap unsur dikali bobotnya, lalu dijumlahkan. Angka dihitung tanpa "
            "pembulatan dan dibulatkan saat ditampilkan."
        ),
        _(
            "Tiga hal yang paling menentukan adalah butir yang paling banyak mengurangi nilai: "
            "bobot butir dikali jarak ke tingkat tertinggi."
        ),
    ]
    if why.paths.fewest is not None:
        said.append(
            _(
                "Perubahan terkecil dihitung dengan nilai semua daerah lain tetap. Satu langkah adalah naik satu tingkat "
                "rubrik atau satu jabatan yang hadir sendiri. Usaha sebuah langkah butir sama dengan nomor tingkat "
                "pertama yang dituju; usaha hadir sendiri satu."
            )
        )
    return said


def labels() -> dict[str, str]:
    """The words of the template, in the language in force."""
    return {
        "number": _("Nomor"),
        "enclosure": _("Lampiran"),
        "subject": _("Hal"),
        "greeting": _("Dengan hormat,"),
        "copies": _("Tembusan"),
        "annex": _("Lampiran surat"),
        "elements": _("Nilai tiap unsur"),
        "element": _("Unsur"),
        "value": _("Nilai"),
        "share": _("Bobot"),
        "part": _("Andil"),
        "attendance": _("Kehadiran pada sidang asesmen"),
        "clause": _("Syarat"),
        "who": _("Yang hadir"),
        "points": _("Poin"),
        "full": _("Penuh"),
        "paths": _("Perubahan terkecil yang sudah cukup pada tahap ini"),
        "item": _("Butir"),
        "before": _("Dari"),
        "after": _("Ke"),
        "rubric": _("Menurut rubrik"),
        "method": _("Cara menghitung"),
    }
