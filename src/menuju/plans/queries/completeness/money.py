"""Whether the planned money of a programme lies where it can be counted.

The money of a plan is told three times: by programme, by year and by horizon. The three agree
when each amount lies in a year of its programme, when no year in the middle of the money is
empty, and when the horizon is one of the guide's: money of an unknown horizon would be in the
total and in no horizon.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from menuju.plans.models import PlannedProgramme
from menuju.plans.queries.completeness.facts import Facts
from menuju.plans.queries.horizons import band_of


def money_lacks(programme: PlannedProgramme, facts: Facts) -> Iterator[str]:
    """A sentence for everything that keeps the money of a programme from adding up."""
    years = {row.year for row in programme.budgets.all() if row.amount > 0}
    allowed = _years_of(programme, facts)
    if outside := sorted(years - {*allowed}):
        words = _("Anggaran %(years)s di luar tahun program (%(allowed)s).")
        span = f"{allowed.start}–{allowed.stop - 1}"
        yield words % {"years": _listed(outside), "allowed": span}
    if years and (empty := sorted({*range(min(years), max(years))} - years)):
        yield _("Tidak ada anggaran untuk %s, di antara tahun yang terisi.") % _listed(
            empty
        )
    if years and band_of(facts.bands, programme.horizon) is None:
        yield _("Jangkanya tidak dikenal, jadi tidak masuk jumlah jangka mana pun.")


def _years_of(programme: PlannedProgramme, facts: Facts) -> range:
    """From its first to its last year; the plan's where a day is not known."""
    plan = facts.version.masterplan
    starts, ends = programme.starts_on, programme.ends_on
    first = starts.year if starts else plan.first_year
    last = ends.year if ends else plan.last_year
    return range(first, last + 1)


def _listed(years: list[int]) -> str:
    return ", ".join(str(year) for year in years)
