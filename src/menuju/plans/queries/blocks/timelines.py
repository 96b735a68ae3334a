"""What the picture of the roadmap is drawn from."""

from calendar import isleap
from datetime import date

from django.utils.translation import gettext as _

from menuju.plans.models import PlannedProgramme
from menuju.plans.queries.blocks.shapes import Bar, Lane, Timeline
from menuju.plans.queries.blocks.source import Source
from menuju.plans.queries.horizons import Band, bands_of


def timeline(source: Source) -> Timeline | None:
    """The programmes that have dates, by horizon; None where none has any."""
    plan = source.version.masterplan
    lanes = [_lane(source, one) for one in bands_of(plan, source.guide)]
    drawn = [lane for lane in lanes if lane.bars]
    if not drawn:
        return None
    bars = [bar for lane in drawn for bar in lane.bars]
    first = min(plan.first_year, *(int(bar.starts) for bar in bars))
    last = max(plan.last_year, *(_last_year(bar) for bar in bars))
    words = _(
        "%(shown)s dari %(all)s program bertanggal, menurut jangka: %(lanes)s."
    ) % {
        "shown": len(bars),
        "all": len(source.programmes),
        "lanes": ", ".join(f"{lane.title.lower()} {len(lane.bars)}" for lane in drawn),
    }
    caption = _("Peta jalan %(first)s–%(last)s") % {"first": first, "last": last}
    return Timeline(first, last, drawn, caption, words)


def _last_year(bar: Bar) -> int:
    """The year in which a bar ends: one that ends with its year does not reach the next."""
    return int(bar.ends) if bar.ends % 1 else int(bar.ends) - 1


def _lane(source: Source, band: Band) -> Lane:
    rows = [row for row in source.programmes if row.horizon == band.code]
    bars = [bar for row in rows if (bar := _bar(row))]
    return Lane(band.title, band.first, band.last, bars)


def _bar(row: PlannedProgramme) -> Bar | None:
    if row.starts_on is None or row.ends_on is None:
        return None
    ends = _in_years(row.ends_on, ended=True)
    return Bar(row.code, row.title, _in_years(row.starts_on), ends, row.quick_win)


def _in_years(day: date, *, ended: bool = False) -> float:
    """2019.5 is the middle of 2019; a day that has ended is counted whole."""
    passed = day.timetuple().tm_yday - (0 if ended else 1)
    return day.year + passed / (366 if isleap(day.year) else 365)
