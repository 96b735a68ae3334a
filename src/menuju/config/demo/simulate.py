"""What nobody published, drawn from a seed: levels, answers, papers, scores, agreement.

A region has a quality between 0 and 4 in a round. Its true level of an item lies around
it; the region sees itself a little higher, an assessor a little off to either side. Every
row made here is marked simulated.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from menuju.accounts.models import User
from menuju.audit.models import Provenance
from menuju.config.demo.papers import SORTS, Library, Paper
from menuju.config.demo.story import SIMULATED
from menuju.instruments.models.tree import Tree
from menuju.rounds.models import (
    Answer,
    Assignment,
    Citation,
    Claim,
    Evidence,
    EvidenceVersion,
    Moderation,
    Participation,
    Score,
)

MARK = {"provenance": Provenance.SIMULATED, "source": SIMULATED}
PRESENTATION = "komitmen-paparan"
TOP = 4
VARIANTS = "ABCD"
PLACES = Decimal("0.0001")
NARRATIVES = (
    "Sudah berjalan sejak dua tahun terakhir dan tercatat dalam laporan (simulasi).",
    "Ditetapkan tahun lalu; pelaksanaannya ditunjukkan pada dokumen terlampir (simulasi).",
    "Berjalan di sebagian perangkat daerah, diperluas tahun depan (simulasi).",
    "Dilaksanakan bersama perangkat daerah terkait sesuai tugasnya (simulasi).",
)
REASONS = (
    "Bukti sesuai dengan uraian tingkat ini (simulasi).",
    "Dokumen menunjukkan pelaksanaan, belum ada ukuran hasil (simulasi).",
    "Kutipan mendukung tingkat ini; tingkat di atasnya belum terbukti (simulasi).",
    "Pelaksanaan terlihat di sebagian besar perangkat daerah (simulasi).",
)
MODERATED = (
    "Nilai berjauhan; setelah bukti dibaca bersama, disepakati nilai tengah (simulasi)."
)


@dataclass
class Case:
    """One region in one round, as the simulation sees it."""

    participation: Participation
    rng: random.Random
    levels: Mapping[str, int]
    versions: dict[str, EvidenceVersion] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)

    @cached_property
    def own_levels(self) -> dict[str, int]:
        """How the region sees itself."""
        steps = {
            item: self.rng.choices((-1, 0, 1), (5, 65, 30))[0] for item in self.levels
        }
        return {
            item: _clipped(level + steps[item]) for item, level in self.levels.items()
        }


def true_levels(
    rng: random.Random, tree: Tree, quality: float, *, is_led: bool
) -> dict[str, int]:
    """A level for each item; without a leader present, nobody of rank presents."""
    levels = {
        node.code: _clipped(round(rng.gauss(quality, 0.7))) for node in tree.items
    }
    if PRESENTATION in levels and not is_led:
        levels[PRESENTATION] = min(levels[PRESENTATION], 2)
    return levels


def answers(case: Case, at: datetime, items: Iterable[str]) -> Iterator[Answer]:
    """The region's finished answers to these items."""
    for item in items:
        yield Answer(
            participation=case.participation,
            item=item,
            level=Decimal(case.own_levels[item]),
            narrative=case.rng.choice(NARRATIVES),
            is_done=True,
            version=1,
            edited_at=at,
            **MARK,
        )


def documents(
    case: Case,
    library: Library,
    at: datetime,
    variant: str = "",
    sorts: Iterable[str] = SORTS,
) -> tuple[list[EvidenceVersion], list[Claim]]:
    """One document of each sort, whose level is that which the region claims."""
    versions: list[EvidenceVersion] = []
    claims: list[Claim] = []
    for number, sort in enumerate(sorts, start=1):
        items = SORTS[sort]
        level = max(1, round(sum(case.own_levels[item] for item in items) / len(items)))
        chosen = variant or f"contoh {case.rng.choice(VARIANTS)}"
        paper = library.paper(sort, level, chosen)
        version = _document(case.participation, number, paper, at)
        versions.append(version)
        for item in items:
            case.versions[item], case.papers[item] = version, paper
            claims.append(_claim(version.evidence, item, paper))
    return versions, claims


def scores(
    case: Case, assignment: Assignment, at: datetime, items: Iterable[str]
) -> Iterator[tuple[Score, Citation]]:
    """An assessor's own scores, each resting on one page."""
    for item in items:
        step = case.rng.choices((-2, -1, 0, 1), (1, 11, 77, 11))[0]
        score = Score(
            assignment=assignment,
            item=item,
            level=Decimal(_clipped(case.levels[item] + step)),
            confidence=case.rng.choice(Score.Confidence.values),
            reason=case.rng.choice(REASONS),
            version=1,
            edited_at=at,
            **MARK,
        )
        paper = case.papers[item]
        page = str(paper.page_of(item))
        yield (
            score,
            Citation(
                score=score,
                evidence_version=case.versions[item],
                page=page,
                quote=paper.quotes[item],
            ),
        )


def agreed(
    rows: Sequence[Score], tolerance: Decimal, by: User, at: datetime
) -> Iterator[Moderation]:
    """The agreed level of each item that these scores (of one round) judge."""
    together: dict[tuple[int, str], list[Score]] = {}
    for row in rows:
        key = (row.assignment.participation_id, row.item)
        together.setdefault(key, []).append(row)
    for (_, item), given in together.items():
        levels = sorted(row.level for row in given if row.level is not None)
        spread = levels[-1] - levels[0]
        by_rule = spread <= tolerance
        mean = (sum(levels, Decimal(0)) / len(levels)).quantize(PLACES)
        yield Moderation(
            participation=given[0].assignment.participation,
            item=item,
            spread=spread,
            by_rule=by_rule,
            level=mean if by_rule else levels[len(levels) // 2],
            reason="" if by_rule else MODERATED,
            decided_by=None if by_rule else by,
            decided_at=at,
            **MARK,
        )


def _document(
    participation: Participation, number: int, paper: Paper, at: datetime
) -> EvidenceVersion:
    evidence = Evidence(
        participation=participation, number=number, title=paper.title, **MARK
    )
    return EvidenceVersion(
        evidence=evidence,
        number=1,
        file=paper.file,
        file_name=f"{paper.title}.pdf",
        effective_on=date(at.year - 1, 7, 1),
        uploaded_at=at,
        **MARK,
    )


def _claim(evidence: Evidence, item: str, paper: Paper) -> Claim:
    page = str(paper.page_of(item))
    return Claim(
        evidence=evidence, item=item, pages=page, quote=paper.quotes[item], **MARK
    )


def _clipped(level: int) -> int:
    return min(max(level, 0), TOP)
