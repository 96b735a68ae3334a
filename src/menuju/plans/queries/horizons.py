"""The horizons of a masterplan in calendar years: bands that follow each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from menuju.plans.models import Masterplan
from menuju.plans.models.documents import GuideDocument
from menuju.plans.queries.documents import guide_of


@dataclass(frozen=True, slots=True)
class Band:
    """The years in which programmes of a horizon are finished, both ends included."""

    code: str
    title: str
    first: int
    last: int

    @property
    def years(self) -> str:
        return (
            str(self.first) if self.first == self.last else f"{self.first}–{self.last}"
        )

    def holds(self, year: int) -> bool:
        return self.first <= year <= self.last


def bands_of(masterplan: Masterplan, guide: GuideDocument | None = None) -> list[Band]:
    """The horizons that lie in the plan, in the order of the guide.

    A band ends with the plan at the latest; the last one runs to its end, so that every
    year of the plan belongs to a horizon even where the guide counts fewer years.
    """
    first, last = masterplan.first_year, masterplan.last_year
    found = []
    for horizon in (guide or guide_of(masterplan)).horizons:
        years = horizon.years(first)
        if years.start <= last:
            end = min(years.stop - 1, last)
            found.append(Band(horizon.code, str(horizon.title), years.start, end))
    return [*found[:-1], *(replace(band, last=last) for band in found[-1:])]


def band_of(bands: Sequence[Band], code: str) -> Band | None:
    """The band of a horizon by its code."""
    return next((band for band in bands if band.code == code), None)


def band_ending(bands: Sequence[Band], year: int) -> Band | None:
    """The band that something finished in this year belongs to."""
    return next((band for band in bands if band.holds(year)), None)
