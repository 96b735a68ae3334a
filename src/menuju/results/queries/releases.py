"""Read releases, and check that they still say what their inputs give."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count

from menuju.instruments.queries import tree_of
from menuju.results.models import Decision, RegionResult, Release
from menuju.results.queries.compute import (
    ENGINE,
    Figures,
    compute,
    digest_of,
    sha256_of,
)
from menuju.rounds.models import Freeze, Round


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether each link of a release holds today."""

    inputs_hold: bool
    figures_hold: bool
    recomputed: bool
    engine_now: str

    @property
    def holds(self) -> bool:
        return self.inputs_hold and self.figures_hold and self.recomputed


def head_of(freeze: Freeze, engine: str = ENGINE) -> dict[str, str]:
    """What a release is about, as its digest includes it."""
    version = freeze.round.instrument_version
    return {
        "round": freeze.round.code,
        "instrument": version.content_hash,
        "freeze": freeze.digest,
        "engine": engine,
    }


def figures_of(freeze: Freeze) -> dict[str, Figures]:
    """The figures of a freeze, computed now."""
    return compute(freeze.inputs, tree_of(freeze.round.instrument_version))


def stored(release: Release) -> dict[str, Figures]:
    """The figures of a release as they lie in the database, by region code."""
    rows = RegionResult.objects.filter(release=release).select_related("participation")
    figures = {
        row.participation.region_id: Figures(
            row.score,
            row.position,
            row.tied,
            row.nodes,
            raw=_raw_of(row),
            adjusted=row.adjusted_score,
        )
        for row in rows
    }
    return dict(sorted(figures.items()))


def _raw_of(row: RegionResult) -> float | None:
    """Releases from before severity was known keep one score, which is the raw one."""
    is_older = row.raw_score is None and row.adjusted_score is None
    return row.score if is_older else row.raw_score


def peers_of(releases: Iterable[int]) -> dict[int, int]:
    """How many regions have a score in each of these releases, by the release's key."""
    scored = RegionResult.objects.filter(release__in=list(releases)).exclude(score=None)
    counted = scored.order_by().values("release").annotate(peers=Count("pk"))
    return {row["release"]: row["peers"] for row in counted}


def verify(release: Release) -> Verification:
    """Compute everything again and compare: inputs, stored figures, digest."""
    freeze = release.freeze
    head = head_of(freeze, release.engine)
    kept = digest_of(head, stored(release))
    again: Mapping[str, Figures] = figures_of(freeze)
    return Verification(
        inputs_hold=sha256_of(freeze.inputs) == freeze.digest,
        figures_hold=kept == release.digest,
        recomputed=digest_of(head, again) == release.digest,
        engine_now=ENGINE,
    )


def approved_freeze(round_: Round) -> Freeze | None:
    """The freeze that a round's results stand on, with its release if it has one."""
    return (
        Freeze.objects.filter(
            round=round_, approved_at__isnull=False, withdrawn_at=None
        )
        .select_related("round__instrument_version", "release")
        .first()
    )


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round, and how far its results are."""

    round: Round
    release: Release | None
    decision: Decision | None


def round_lines() -> list[RoundLine]:
    """Every round, newest first, with its latest release and decision."""
    releases = Release.objects.select_related("decision").order_by("computed_at")
    latest = {release.round_id: release for release in releases}
    return [
        RoundLine(round_, release, getattr(release, "decision", None))
        for round_ in Round.objects.all()
        for release in [latest.get(round_.pk)]
    ]
