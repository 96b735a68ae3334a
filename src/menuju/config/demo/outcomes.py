"""Freeze, compute and decide a past round, and say what of it is a published fact."""

from datetime import datetime, timedelta

from menuju.audit.models import Provenance
from menuju.config.demo import calendar
from menuju.config.demo.people import Cast
from menuju.config.demo.selected import DEPOK, selected_in
from menuju.config.demo.simulate import MARK
from menuju.config.demo.story import (
    BALIKPAPAN,
    INFOPUBLIK,
    ORDER_REASON,
    SERIES_PLACES,
    SIMULATED,
    PastRound,
)
from menuju.results.actions import bulk as bulk_results
from menuju.results.actions import decide as decide_proposal
from menuju.results.actions import propose_decision, publish, release
from menuju.results.actions.simulation import simulate_release
from menuju.results.models import Release, SelectionRules
from menuju.results.queries.decisions import Choice, Signature, places
from menuju.results.queries.selection import Terms
from menuju.rounds.actions import bulk
from menuju.rounds.models import Freeze, Participation, Round
from menuju.rounds.queries.freeze import digest_of, inputs_of

Outcome = Participation.Outcome
RULES_NOTE = "Aturan tertulis tahap ini tidak ditemukan; yang ini simulasi, menurut jumlah tempat yang terbit."
WHY_NOT = (
    "Belum terpilih, salah satunya karena nilai unsur komitmen kepala daerah dianggap belum maksimal. Menurut panitia, nilai unsur itu sangat ditentukan oleh kehadiran wali kota, wakil wali kota, atau sekretaris daerah, serta Kepala Diskominfo dan Kepala Bappeda.",
    "Not selected yet, one reason being that the score for the commitment of the regional head was held to be not yet maximal. According to the committee, that score depends strongly on the presence of the mayor, the deputy mayor or the secretary, and of the heads of Diskominfo and Bappeda.",
)


def decide(
    round_: Round, past: PastRound, cast: Cast, edges: list[datetime]
) -> Release:
    """Take the round from its agreed levels to its published outcome."""
    first, second = cast.users["sekretariat"], cast.users["sekretariat-2"]
    set_rules(round_, cast, edges[0], Terms(past.quota, series_places=SERIES_PLACES))
    frozen = freeze(round_, cast, edges[3] - timedelta(days=1))
    made = release(frozen, by=first)
    simulate_release(made)
    proposal = propose_decision(made, _choice(made, past, cast), by=first)
    decide_proposal(proposal, by=second)
    publish(made, by=second)
    bulk_results.tell_days(made, frozen.proposed_at, edges[4])
    bulk.go_to(
        round_, [*calendar.changes(round_, edges, calendar.Phase.PUBLISHED, first)]
    )
    _tell(round_, past)
    return made


def set_rules(round_: Round, cast: Cast, opens: datetime, terms: Terms) -> None:
    """The rules of its selection: nobody published any, so these are simulated."""
    rules = SelectionRules(
        round=round_,
        number=1,
        places=terms.places,
        reserves=terms.reserves,
        series_places=terms.series_places,
        note=RULES_NOTE,
        made_by=cast.users["sekretariat"],
        made_at=opens - timedelta(days=14),
        published_by=cast.users["sekretariat-2"],
        published_at=opens - timedelta(days=7),
        **MARK,
    )
    bulk_results.set_rules(rules)


def freeze(round_: Round, cast: Cast, when: datetime) -> Freeze:
    """The round's inputs, fixed by two persons."""
    inputs = inputs_of(round_)
    frozen = Freeze(
        round=round_,
        inputs=inputs,
        digest=digest_of(inputs),
        proposed_by=cast.users["sekretariat"],
        proposed_at=when,
        approved_by=cast.users["sekretariat-2"],
        approved_at=when + timedelta(hours=3),
        **MARK,
    )
    bulk.freeze(frozen)
    return frozen


def _choice(made: Release, past: PastRound, cast: Cast) -> Choice:
    """The published list; wherever the simulated order departs from it, it says so."""
    within = {place.code for place in places(made, past.quota) if place.within}
    return Choice(
        selected=past.selected,
        reasons=dict.fromkeys(within ^ past.selected, ORDER_REASON),
        signatures=signatures(cast),
        number=past.decision,
        reason=past.decision_source and f"{past.decision_source}. {ORDER_REASON}",
    )


def signatures(cast: Cast) -> list[Signature]:
    """The officials of the five institutions."""
    return [
        Signature(
            person,
            "Pejabat yang berwenang (simulasi)",
            person.institution.name if person.institution else "",
        )
        for person in cast.officials
    ]


def _tell(round_: Round, past: PastRound) -> None:
    rows = list(Participation.objects.filter(round=round_))
    for row in rows:
        _tell_one(row, past)
    bulk.tell_outcomes(round_, rows)


def _tell_one(row: Participation, past: PastRound) -> None:
    row.outcome_provenance = row.provenance
    row.outcome_source = row.source
    if line := selected_in(past.year).get(row.region_id):
        row.outcome_source = line.source
        row.note_id, row.note_en = line.note_id, line.note_en
    elif row.region_id == BALIKPAPAN:
        row.outcome_source = INFOPUBLIK
        row.note_id, row.note_en = WHY_NOT
    elif row.provenance == Provenance.PUBLISHED:
        row.outcome_source = next(iter(selected_in(past.year).values())).source
    else:
        row.outcome_source = SIMULATED
    if (past.year, row.region_id) == (2018, DEPOK):
        row.outcome = Outcome.SELECTED_WITHDRAWN
