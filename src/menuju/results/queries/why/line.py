"""What each region of a release had to beat, by the rules that the decision was taken by."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from menuju.instruments.models.document import Text
from menuju.regions.models import Region
from menuju.results.models import Decision
from menuju.results.queries.selection import (
    Terms,
    failed_gate,
    groups_of,
    selection_of,
    terms_from,
)
from menuju.scoring.explain.target import NEAR, Target, Ties, quota
from menuju.scoring.instrument.field import Field
from menuju.scoring.selection.quota import Groups
from menuju.scoring.selection.rule import SELECTED, Standing, select


@dataclass(frozen=True)
class Line:
    """The rules of a decision over the regions of its release, in the field's order."""

    field: Field
    terms: Terms
    groups: Groups
    barred: tuple[Text | None, ...]
    standing: tuple[Standing, ...]

    @property
    def ties(self) -> Ties:
        """Whether equalling the last place is enough."""
        return "in" if self.terms.quota.ties == "all_in" else "out"

    def target(self, case: int) -> Target:
        """What ``case`` has to beat, all others unchanged.

        Minus infinity where places are free, infinity where no score gives a place.
        """
        scores = self.field.scores.copy()
        scores[[at for at, why in enumerate(self.barred) if why]] = math.nan
        if not self.terms.minima:
            return quota(scores, case, self.terms.places, ties=self.ties)
        given = scores.tolist()
        others = {s for at, s in enumerate(given) if at != case and not math.isnan(s)}
        rivals = [-math.inf, *sorted(others), math.inf]
        least = bisect_left(
            rivals, 1, key=lambda score: int(self._placed(given, case, score))
        )
        return Target(rivals[min(least, len(rivals) - 1)], self.ties)

    def _placed(self, scores: list[float], case: int, score: float) -> bool:
        """Whether the case has a place with a score that just meets this one."""
        if score == math.inf:
            return True
        lowest = min((s for s in scores if not math.isnan(s)), default=0.0) - 1
        just = max(score, lowest)
        if self.ties == "out":
            just += 2 * NEAR * max(1.0, abs(just))
        given = [just if at == case else each for at, each in enumerate(scores)]
        return select(given, self.terms.quota, self.groups).standing[case] in SELECTED


def line_for(decision: Decision, field: Field, regions: Sequence[Region]) -> Line:
    """The line of a decision: by its rules, or by its number of places alone."""
    terms = _terms(decision)
    gates = [failed_gate(terms, each) for each in regions]
    return Line(
        field=field,
        terms=terms,
        groups=groups_of(regions),
        barred=tuple(Text(**gate["reason"]) if gate else None for gate in gates),
        standing=selection_of(terms, regions, field.scores.tolist()).standing,
    )


def _terms(decision: Decision) -> Terms:
    if decision.rules is None:
        return Terms(places=decision.quota)
    return replace(terms_from(decision.rules), places=decision.quota)
