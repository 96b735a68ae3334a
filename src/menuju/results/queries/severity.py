"""How the severity of the assessors enters the draws of a release.

The official score is either corrected for severity or not. If it is, what is left to doubt
is the error of the estimated severities. If it is not, the doubt is which assessors a
region happened to get: as strict or lenient as those of this round differ. Either is one
error for each assessor, the same for all regions they judged.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from menuju.rounds.models import Moderation, Round
from menuju.rounds.queries.severity import fitted
from menuju.scoring.raters.ratings import rated

Levels = Mapping[str, Mapping[str, Mapping[int, float]]]
"""Levels on the tree's scale, by region, item and assessor."""

ESTIMATE, SPREAD, UNTOLD, NOBODY = "estimate", "spread", "untold", ""
"""What a simulation drew, in its settings; ``NOBODY``: no assessor sent a score."""


@dataclass(frozen=True)
class Strictness:
    """Severity by assessor in points of the tree's scale, higher is stricter, sum zero.

    ``covariance`` (assessors, assessors) is that of the estimates, in the same order.
    """

    points: dict[int, float]
    covariance: list[list[float]]

    @property
    def variance(self) -> float:
        """How much assessors differ, beyond the error of the estimates; from 0."""
        errors = sum(row[at] for at, row in enumerate(self.covariance))
        squares = sum(value**2 for value in self.points.values())
        return max(0.0, squares - errors) / (len(self.points) - 1)

    def covariance_of(self, drawn: str) -> list[list[float]]:
        """Of the errors to draw: of the estimates, or of assessors taken anew."""
        if drawn == ESTIMATE:
            return self.covariance
        places, variance = range(len(self.points)), self.variance
        return [[variance if a == b else 0.0 for b in places] for a in places]

    def lifted(self, levels: Levels) -> Levels:
        """The levels as if all were equally strict."""
        return {
            code: {
                item: {who: level + self.points[who] for who, level in given.items()}
                for item, given in items.items()
            }
            for code, items in levels.items()
        }


def strictness_of(levels: Levels) -> Strictness | None:
    """The severities behind these levels; None where merit and severity are one."""
    rows = [
        (code, item, str(who), level)
        for code, items in levels.items()
        for item, given in items.items()
        for who, level in given.items()
    ]
    ratings = rated(
        [code for code, _item, _who, _level in rows],
        [item for _code, item, _who, _level in rows],
        [who for _code, _item, who, _level in rows],
        [level for _code, _item, _who, level in rows],
    )
    found = fitted(ratings)
    if found is None:
        return None
    names = [int(name) for name in ratings.raters]
    return Strictness(
        dict(zip(names, found.severity.tolist(), strict=True)),
        found.covariance.tolist(),
    )


def decided_by_people(round_: Round) -> dict[str, set[str]]:
    """The items, by region, whose level a person decided: no mean of assessors."""
    rows = Moderation.objects.filter(participation__round=round_, by_rule=False)
    found: dict[str, set[str]] = {}
    for code, item in rows.values_list("participation__region", "item"):
        found.setdefault(code, set()).add(item)
    return found


def loads(
    items: Mapping[str, Mapping[int, float]],
    weights: Mapping[str, float],
    people: Sequence[int],
    decided: AbstractSet[str],
) -> list[float]:
    """(assessors,) How far a region's score moves by one point of each one's severity.

    ``weights`` says by item what a point of its level moves the score by. Each item is
    taken as the mean of those who judged it, but for those that people ``decided``.
    """
    found = dict.fromkeys(people, 0.0)
    for item, given in items.items():
        if item not in decided:
            for who in given:
                found[who] += weights[item] / len(given)
    return list(found.values())


def severity_words(settings: Mapping[str, Any]) -> str:
    """What a simulation says of severity; also one from before it was drawn."""
    if not settings.get("panel"):
        return ""
    return {
        ESTIMATE: _(
            "Nilai sudah dikoreksi untuk keketatan asesor; galat taksiran keketatan itu ikut ditarik."
        ),
        SPREAD: _(
            "Nilai tidak dikoreksi untuk keketatan asesor; sebaran keketatan antarasesor ikut ditarik."
        ),
        UNTOLD: _(
            "Keketatan asesor tidak termasuk dalam selang: para asesor tidak semuanya terhubung oleh daerah yang dinilai bersama, jadi keketatan tidak dapat dipisahkan dari mutu daerah."
        ),
    }.get(
        str(settings.get("severity")),
        _(
            "Simulasi ini dihitung sebelum keketatan asesor ikut ditarik, jadi selangnya tidak memuatnya."
        ),
    )
