"""Who took part: the selected are a published fact, most others are drawn and marked."""

import random
from collections.abc import Mapping

from menuju.audit.models import Provenance
from menuju.config.demo.calendar import at
from menuju.config.demo.selected import selected_before, selected_in
from menuju.config.demo.story import (
    APTIKA,
    BALIKPAPAN,
    INFOPUBLIK,
    SIMULATED,
    PastRound,
)
from menuju.regions.models import Region
from menuju.rounds.models import Participation, Round

JAKARTA_PROVINCE = "31"
"""Its cities and regency are administrative: they have no government of their own."""


def invitations(
    past: PastRound, round_: Round, regions: Mapping[str, Region], earlier: set[str]
) -> list[Participation]:
    """Every region that takes part, in the order of the codes."""
    known = {*past.selected, *past.also, BALIKPAPAN}
    codes = known | _drawn(past, regions, earlier, known)
    return [_row(past, round_, regions[code]) for code in sorted(codes)]


def _drawn(
    past: PastRound, regions: Mapping[str, Region], earlier: set[str], known: set[str]
) -> set[str]:
    """Others, two thirds of them regions that tried before and were not selected."""
    rng = random.Random(f"invited {past.year}")
    closed = known | selected_before(past.year) | set(selected_in(past.year))
    again = sorted(earlier - closed)
    fresh = sorted(
        code
        for code, region in regions.items()
        if code not in closed | earlier and region.province_id != JAKARTA_PROVINCE
    )
    places = past.invited - len(known)
    returning = rng.sample(again, min(len(again), places * 2 // 3))
    return {*returning, *rng.sample(fresh, places - len(returning))}


def _row(past: PastRound, round_: Round, region: Region) -> Participation:
    source = _source(past, region.code)
    return Participation(
        round=round_,
        region=region,
        status=Participation.Status.CONFIRMED,
        invited_at=at(past.opens, 8),
        answered_at=at(past.opens, 15),
        provenance=Provenance.PUBLISHED if source else Provenance.SIMULATED,
        source=source or SIMULATED,
    )


def _source(past: PastRound, code: str) -> str:
    if code == BALIKPAPAN:
        return INFOPUBLIK
    if line := selected_in(past.year).get(code):
        return line.source
    return APTIKA if code in past.also else ""
