"""Data of a plan as it is shown inside its text: one block for each code of a guide.

A block is words and tables of text; pages, PDF and DOCX lay out the same ones.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from menuju.plans.models import MasterplanVersion
from menuju.plans.queries.blocks import (
    analysis,
    direction,
    institutions,
    programmes,
    timelines,
)
from menuju.plans.queries.blocks.shapes import Bar, Block, Grid, Lane, Timeline
from menuju.plans.queries.blocks.source import Source

__all__ = [
    "CODES",
    "Bar",
    "Block",
    "Grid",
    "Lane",
    "Timeline",
    "block_of",
    "blocks_of",
    "chosen_blocks",
    "title_of",
]

Wanted = tuple[str, UUID | None]
"""A code, and which one of it: the key of a programme or an indicator, else None."""


def _no_texts(_source: Source) -> Iterator[str]:
    return iter(())


def _no_grids(_source: Source) -> Iterator[Grid]:
    return iter(())


@dataclass(frozen=True, slots=True)
class _Recipe:
    title: Promise
    empty: Promise
    grids: Callable[[Source], Iterator[Grid]] = _no_grids
    texts: Callable[[Source], Iterator[str]] = _no_texts
    timeline: Callable[[Source], Timeline | None] = lambda _source: None


_RECIPES: Mapping[str, _Recipe] = {
    "context": _Recipe(
        _("Data daerah"),
        _("Belum ada data daerah. Isi pada tab Isi, bagian data daerah."),
        analysis.context,
    ),
    "readiness": _Recipe(
        _("Kesiapan daerah"),
        _("Kesiapan belum diisi. Isi pada tab Isi, bagian kesiapan."),
        analysis.readiness,
    ),
    "gaps": _Recipe(
        _("Kesenjangan"),
        _("Kesenjangan belum diisi. Isi pada tab Isi, bagian kesiapan."),
        analysis.gaps,
    ),
    "swot": _Recipe(
        _("Kekuatan, kelemahan, peluang, dan ancaman"),
        _("SWOT belum diisi. Isi pada tab Isi, bagian SWOT."),
        analysis.swot,
    ),
    "development-plan": _Recipe(
        _("Rencana pembangunan acuan"),
        _("Acuan belum dipilih. Pilih pada tab Ringkasan, Ganti acuan."),
        analysis.development,
        analysis.plan_texts,
    ),
    "vision": _Recipe(
        _("Visi"),
        _("Visi belum ditulis. Tulis pada tab Isi, bagian visi."),
        texts=direction.vision,
    ),
    "targets": _Recipe(
        _("Sasaran"),
        _("Sasaran belum ada. Tulis pada tab Isi, bagian sasaran."),
        direction.targets,
    ),
    "strategies": _Recipe(
        _("Strategi"),
        _("Strategi belum ada. Tulis pada tab Isi, bagian strategi."),
        direction.strategies,
    ),
    "action-plans": _Recipe(
        _("Rencana aksi"),
        _("Rencana aksi belum ada. Tulis pada tab Isi, bagian rencana aksi."),
        direction.action_plans,
    ),
    "programmes": _Recipe(
        _("Program"),
        _("Program belum ada. Tambahkan pada tab Isi, bagian program."),
        programmes.programmes,
    ),
    "quick-wins": _Recipe(
        _("Quick win"),
        _("Quick win belum ada. Tandai program yang dirasakan warga dalam setahun."),
        programmes.quick_wins,
    ),
    "roadmap": _Recipe(
        _("Peta jalan"),
        _("Peta jalan belum ada karena programnya belum ada. Tambahkan pada tab Isi."),
        programmes.roadmap,
        timeline=timelines.timeline,
    ),
    "budgets": _Recipe(
        _("Anggaran"),
        _("Anggaran belum ada. Isi pada halaman tiap program."),
        programmes.budgets,
        programmes.budget_texts,
    ),
    "bodies": _Recipe(
        _("Kelembagaan"),
        _(
            "Dewan, tim pelaksana, dan forum belum diisi. Isi pada tab Isi, kelembagaan."
        ),
        institutions.bodies,
        institutions.body_texts,
    ),
    "legal-acts": _Recipe(
        _("Dasar hukum"),
        _("Dasar hukum belum diisi. Isi pada tab Isi, bagian dasar hukum."),
        institutions.legal_acts,
    ),
    "commitments": _Recipe(
        _("Komitmen"),
        _("Lembar komitmen belum ada. Siapkan pada tab Isi, bagian komitmen."),
        institutions.commitments,
    ),
}
_KEYED: Mapping[str, tuple[Promise, Promise, Callable[..., Iterator[Grid]]]] = {
    "programme": (
        _("Program"),
        _("Program ini sudah tidak ada. Pilih program lain atau hapus bagian ini."),
        programmes.programme,
    ),
    "indicator": (
        _("Indikator"),
        _("Indikator ini sudah tidak ada. Pilih indikator lain atau hapus bagian ini."),
        programmes.indicator,
    ),
}
CODES: tuple[str, ...] = (*_RECIPES, *_KEYED)
"""Every code that can be drawn; the last two need a key."""


def title_of(code: str) -> str:
    """What a block is called, in the reader's language; the code itself if it is unknown."""
    if code in _KEYED:
        return str(_KEYED[code][0])
    return str(_RECIPES[code].title) if code in _RECIPES else code


def block_of(version: MasterplanVersion, code: str, key: UUID | None = None) -> Block:
    """One block in the reader's language. An unknown code gives an empty one that says so."""
    return _made(Source(version), code, key)


def blocks_of(version: MasterplanVersion, codes: Iterable[str]) -> dict[str, Block]:
    """The blocks of a chapter or a book, in at most 17 queries however much is in the plan."""
    source = Source(version)
    return {code: _made(source, code, None) for code in dict.fromkeys(codes)}


def chosen_blocks(
    version: MasterplanVersion, wanted: Iterable[Wanted]
) -> dict[Wanted, Block]:
    """Like ``blocks_of`` for blocks that may name one programme or indicator each."""
    source = Source(version)
    return {one: _made(source, *one) for one in dict.fromkeys(wanted)}


def _made(source: Source, code: str, key: UUID | None) -> Block:
    recipe = _recipe(code, key)
    grids = [grid for grid in recipe.grids(source) if grid.rows]
    texts = [*recipe.texts(source)]
    empty = "" if grids or texts else str(recipe.empty)
    drawn = recipe.timeline(source)
    return Block(code, str(recipe.title), grids, texts, empty, drawn)


def _recipe(code: str, key: UUID | None) -> _Recipe:
    if code in _KEYED:
        title, empty, grids = _KEYED[code]
        return _Recipe(title, empty, partial(_with_key, grids, key))
    unknown = _("Tabel ini tidak dikenal. Hapus bagian ini atau pilih tabel lain.")
    return _RECIPES.get(code) or _Recipe(_("Tabel data"), unknown)


def _with_key(
    grids: Callable[..., Iterator[Grid]], key: UUID | None, source: Source
) -> Iterator[Grid]:
    return grids(source, key)
