"""Open data: published facts as rows, each with where it comes from."""

from collections.abc import Iterable
from typing import Any

from menuju.portal.access import published_rounds
from menuju.portal.queries.attempts import Attempt
from menuju.portal.queries.profile import Profile
from menuju.regions.models import Region
from menuju.results.models import PublishedResult
from menuju.rounds.models import Participation
from menuju.web.components.citations import addresses, cited

LICENCE = "CC-BY-4.0"
OUTCOME = (
    "region_code",
    "region",
    "year",
    "phase",
    "outcome",
    "note",
    "provenance",
    "source",
    "source_url",
)
FIGURE = (
    "region_code",
    "region",
    "measure",
    "year",
    "value",
    "scale_min",
    "scale_max",
    "version",
    "peers",
    "position_as_published",
    "confidence",
    "provenance",
    "source",
    "source_url",
)

Row = dict[str, Any]


def outcome_row(each: Participation) -> Row:
    """The outcome of a region in a round; its provenance is the outcome's own."""
    return dict(
        zip(
            OUTCOME,
            (
                each.region_id,
                each.region.name,
                each.round.year,
                each.round.phase_number,
                each.outcome,
                each.note_id,
                each.outcome_provenance or each.provenance,
                *_source(each.outcome_source or each.source),
            ),
            strict=True,
        )
    )


def figure_row(each: PublishedResult) -> Row:
    """A figure as it was printed, as text, so that no digit is lost."""
    return dict(
        zip(
            FIGURE,
            (
                each.region_id,
                each.region.name,
                each.measure,
                each.year,
                f"{each.value.normalize():f}",
                f"{each.scale_min.normalize():f}",
                f"{each.scale_max.normalize():f}",
                cited(each.instrument_label),
                each.peers_id,
                each.position_id,
                each.confidence,
                each.provenance,
                *_source(each.source),
            ),
            strict=True,
        )
    )


def score_row(attempt: Attempt, region: Region) -> Row:
    """A published score of a round, unrounded, as a figure."""
    each, tree = attempt.result, attempt.tree
    return {
        "region_code": region.pk,
        "region": region.name,
        "measure": tree.code,
        "year": attempt.round.year,
        "value": "" if each.score is None else repr(each.score),
        "scale_min": f"{tree.scale.min.normalize():f}",
        "scale_max": f"{tree.scale.max.normalize():f}",
        "version": tree.label,
        "peers": attempt.peers,
        "position_as_published": "",
        "confidence": "",
        "provenance": each.provenance,
        **dict(zip(("source", "source_url"), _source(each.source), strict=True)),
    }


def outcomes() -> list[Row]:
    """The outcome of every region in every published round."""
    rows = Participation.objects.filter(round__in=published_rounds())
    rows = rows.exclude(outcome="").select_related("region", "round")
    return [outcome_row(each) for each in rows.order_by("round__year", "region")]


def figures() -> list[Row]:
    """Every figure that others published."""
    rows = PublishedResult.objects.select_related("region")
    return [figure_row(each) for each in rows.order_by("region", "year", "pk")]


def of_region(profile: Profile) -> dict[str, list[Row]]:
    """A region's published figures and outcomes."""
    took_part = Participation.objects.filter(
        region=profile.region, round__in=published_rounds()
    ).exclude(outcome="")
    shown = took_part.select_related("region", "round").order_by("round__year")
    return {
        "figures": [
            *_with_region(point.result for point in profile.series),
            *(score_row(each, profile.region) for each in profile.attempts),
        ],
        "outcomes": [outcome_row(each) for each in shown],
    }


def _source(text: str) -> tuple[str, str]:
    """A source in words, and its addresses, divided by spaces."""
    return cited(text), " ".join(addresses(text))


def _with_region(results: Iterable[PublishedResult]) -> list[Row]:
    return [figure_row(each) for each in results]
