"""A book as PDF: its parts as plain data for the template ``plans/book.typ``."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from menuju.plans.models import MasterplanVersion
from menuju.plans.queries.books import LANGUAGE
from menuju.plans.queries.books.columns import measured_of
from menuju.plans.queries.books.pictures import pictures_of
from menuju.plans.queries.books.shapes import (
    BookText,
    Cover,
    FigurePart,
    Line,
    ListPart,
    Part,
    TablePart,
    TextPart,
    TimelinePart,
)
from menuju.web.components.formats import long_date, short_hash
from menuju.web.documents import Sheet, pdf

TEMPLATE = "plans/book.typ"
TALL = 0.9
"""Height by width above which a picture is held by its height."""
HALF = 32
"""Characters of a hash on a line of the cover."""
Plain = dict[str, Any]


def pdf_of(version: MasterplanVersion, book: BookText) -> bytes:
    """The book as a tagged PDF. The same book of the same version gives the same bytes."""
    with translation.override(LANGUAGE):
        sheet = _sheet(book.cover, version.published_at or version.made_at)
        pictures = pictures_of([*book.files, book.cover.emblem])
        body = {
            "cover": _cover(book.cover, pictures),
            "words": _words(),
            "chapters": [
                {
                    "number": _("Bab %s") % chapter.number,
                    "title": chapter.title,
                    "parts": [_part(part, pictures) for part in chapter.parts],
                }
                for chapter in book.chapters
            ],
            "has_tables": bool(book.tables),
            "has_figures": bool(book.figures),
        }
        return pdf(
            TEMPLATE, body, sheet, {one.name: one.data for one in pictures.values()}
        )


def state_words(cover: Cover) -> str:
    """Which version this is: "Versi 1, terbit 3 Maret 2019", or "Versi 1, konsep"."""
    if cover.published:
        text = _("Versi %(number)s, terbit %(day)s")
        return text % {"number": cover.number, "day": long_date(cover.published)}
    text = _("Versi %(number)s, %(state)s, belum terbit")
    return text % {"number": cover.number, "state": cover.state.lower()}


def digest_words(cover: Cover) -> str:
    return _("Sidik isi %s") % short_hash(cover.digest)


def running_words(cover: Cover) -> str:
    return f"{cover.plan} · {cover.title}"


def _sheet(cover: Cover, moment: datetime) -> Sheet:
    return Sheet(
        title=f"{cover.title}: {cover.plan} {cover.years}",
        language=LANGUAGE,
        moment=moment,
        mark="" if cover.is_final else _("KONSEP"),
        is_simulated=cover.is_simulated,
        running=running_words(cover),
        footer=f"{state_words(cover)} · {digest_words(cover)}",
        author=_("Pemerintah %s") % cover.region,
    )


def _cover(cover: Cover, pictures: Mapping[str, Any]) -> Plain:
    emblem = pictures.get(cover.emblem)
    return {
        "region": cover.region,
        "government": _("Pemerintah %s") % cover.region,
        "province": cover.province,
        "plan": cover.plan,
        "title": cover.title,
        "years": cover.years,
        "state": state_words(cover),
        "digest_label": _("Sidik isi (SHA-256)"),
        "digest": [cover.digest[:HALF], cover.digest[HALF:]],
        "emblem": emblem.name if emblem else "",
        "emblem_alt": _("Lambang %s") % cover.region,
    }


def _words() -> Plain:
    return {
        "contents": _("Daftar isi"),
        "tables": _("Daftar tabel"),
        "figures": _("Daftar gambar"),
        "table": _("Tabel"),
        "figure": _("Gambar"),
        "quick_win": _("Quick win"),
        "other": _("Program lain"),
    }


def _part(part: Part, pictures: Mapping[str, Any]) -> Plain:
    if isinstance(part, TablePart):
        return _table(part)
    if isinstance(part, TimelinePart):
        return {
            "kind": part.kind,
            "number": part.number,
            "caption": part.caption,
            **asdict(part.timeline),
        }
    if isinstance(part, FigurePart):
        return _figure(part, pictures)
    if isinstance(part, ListPart):
        items = [_line(item) for item in part.items]
        return {"kind": part.kind, "ordered": part.ordered, "items": items}
    if isinstance(part, TextPart):
        words = _line(part.words)
        return {"kind": part.kind, "words": words, "missing": part.is_missing}
    return {
        "kind": part.kind,
        "level": part.level,
        "number": part.number,
        "words": _line(part.words),
    }


def _figure(part: FigurePart, pictures: Mapping[str, Any]) -> Plain:
    """A picture whose file is gone leaves its caption and says so."""
    found = pictures.get(part.file)
    return {
        "kind": part.kind,
        "number": part.number,
        "caption": part.caption,
        "alt": part.alt or part.caption,
        "file": found.name if found else "",
        "is_tall": bool(found and found.ratio > TALL),
        "missing": _("Berkas gambar ini tidak ditemukan."),
    }


def _table(part: TablePart) -> Plain:
    return {
        "kind": part.kind,
        "number": part.number,
        "caption": part.caption,
        "head": [_line(cell) for cell in part.head],
        "rows": [[_line(cell) for cell in row] for row in part.rows],
        "columns": measured_of(part),
        "numbers": list(part.numbers),
        "has_total": part.has_total,
    }


def _line(line: Line) -> str | list[Plain]:
    """Plain words as a text, others run by run: most cells of most tables are plain."""
    if len(line) == 1 and not (line[0].bold or line[0].italic or line[0].note):
        return line[0].text
    return [asdict(words) for words in line]
