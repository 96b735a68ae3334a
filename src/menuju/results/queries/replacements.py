"""Who has a place now, and who moves up next."""

from django.db.models import Subquery

from menuju.results.models import Decision, DecisionLine, Replacement


def lines_of(decision: Decision) -> list[DecisionLine]:
    """The lines of a decision with their regions, by name."""
    rows = decision.lines.select_related("result__participation__region__province")
    rows = rows.defer("result__nodes")
    return list(rows.order_by("result__participation__region__short_name", "pk"))


def selected_lines(decision: Decision) -> list[DecisionLine]:
    """The lines that have a place and have not left: selected, or moved up."""
    done = replacements_of(decision)
    decided = [each for each in done if each.decided_at]
    left = {each.leaves_id for each in decided}
    moved = {each.follows_id for each in decided if each.follows_id}
    return [
        line
        for line in lines_of(decision)
        if (line.selected or line.pk in moved) and line.pk not in left
    ]


def next_reserves(decision: Decision) -> list[DecisionLine]:
    """The reserves of the first number that have not moved up yet, by name.

    One, several with equal scores, or none if no reserve is left.
    """
    moved = Replacement.objects.filter(
        decision=decision, decided_at__isnull=False, follows__isnull=False
    ).values("follows")
    waiting = decision.lines.filter(reserve__isnull=False).exclude(pk__in=moved)
    rows = waiting.select_related("result__participation__region")
    first = waiting.order_by("reserve").values("reserve")[:1]
    return list(
        rows.filter(reserve=Subquery(first))
        .defer("result__nodes")
        .order_by("result__participation__region__short_name", "pk")
    )


def replacements_of(decision: Decision) -> list[Replacement]:
    """Every replacement of a decision, oldest first."""
    rows = decision.replacements.select_related(
        "leaves__result__participation__region",
        "follows__result__participation__region",
        "proposed_by__person__institution",
        "decided_by__person",
    ).defer("leaves__result__nodes", "follows__result__nodes")
    return list(rows)
