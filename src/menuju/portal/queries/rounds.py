"""Rounds whose results are published, and who was selected in them."""

from dataclasses import dataclass

from django.db.models import Count, Q

from menuju.portal.access import published_rounds
from menuju.results.models import Decision, DecisionLine, Release
from menuju.results.queries.texts import numeral
from menuju.rounds.models import Participation, Round

Outcome = Participation.Outcome
SELECTED = (Outcome.SELECTED, Outcome.SELECTED_WITHDRAWN)


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A published round in numbers. ``regions`` counts those who took part."""

    round: Round
    numeral: str
    regions: int
    selected: int


def round_cards() -> list[RoundCard]:
    """Every published round, oldest first."""
    taken_part = Count(
        "participations",
        filter=~Q(participations__status=Participation.Status.WITHDRAWN),
    )
    chosen = Count("participations", filter=Q(participations__outcome__in=SELECTED))
    rounds = published_rounds().select_related("instrument_version__instrument")
    counted = rounds.annotate(regions=taken_part, chosen=chosen).order_by("year")
    return [
        RoundCard(each, numeral(each), each.regions, each.chosen) for each in counted
    ]


def selected_in(round_: Round) -> list[Participation]:
    """The regions a round selected, by province and name, with sources and notes."""
    chosen = Participation.objects.filter(round=round_, outcome__in=SELECTED)
    return list(
        chosen.select_related("region__province").order_by(
            "region__province__code", "region__short_name"
        )
    )


def open_lines(decision: Decision) -> list[DecisionLine]:
    """The chosen and the reserves of a decision, by province and name."""
    told = decision.lines.filter(Q(selected=True) | Q(reserve__isnull=False))
    rows = told.select_related("result__participation__region__province")
    return list(
        rows.defer("result__nodes").order_by(
            "reserve",
            "result__participation__region__province__code",
            "result__participation__region__short_name",
        )
    )


def release_of(round_: Round) -> Release:
    """The latest published release of a round, with its decision and who signed it."""
    return (
        Release.objects.filter(round=round_, published_at__isnull=False)
        .select_related("decision", "round__instrument_version__instrument")
        .prefetch_related("decision__signatories__person")
        .latest("computed_at")
    )
