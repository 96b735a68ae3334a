"""A practice round that was published a few days ago: letters are sent, replies are open."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from menuju.config.demo import calendar, letters, outcomes, replies
from menuju.config.demo.world import World
from menuju.results.actions import bulk as bulk_results
from menuju.results.actions import decide, propose_decision, publish, release
from menuju.results.actions.simulation import simulate_release
from menuju.results.queries.decisions import Choice, places
from menuju.results.queries.selection import Terms
from menuju.rounds.actions import bulk
from menuju.rounds.models import Participation, Round

RESERVES = 1


def tell(world: World, round_: Round, edges: Sequence[datetime]) -> None:
    """Freeze, compute, decide by the order, publish; then the letters and a reply."""
    cast = world.cast
    first, second = cast.users["sekretariat"], cast.users["sekretariat-2"]
    terms = Terms(round_.quota, reserves=RESERVES)
    outcomes.set_rules(round_, cast, edges[0], terms)
    frozen = outcomes.freeze(round_, cast, edges[3] - timedelta(days=1))
    made = release(frozen, by=first)
    simulate_release(made)
    within = {place.code for place in places(made, round_.quota) if place.within}
    choice = Choice(frozenset(within), signatures=outcomes.signatures(cast))
    decide(propose_decision(made, choice, first), second)
    publish(made, second)
    bulk_results.tell_days(made, frozen.proposed_at, edges[4])
    until = calendar.Phase.PUBLISHED
    bulk.go_to(round_, [*calendar.changes(round_, edges, until, first)])
    parts = list(Participation.objects.filter(round=round_))
    for part in parts:
        part.outcome_provenance, part.outcome_source = part.provenance, part.source
    bulk.tell_outcomes(round_, parts)
    letters.set_head(round_, cast)
    everybody = {part.region_id for part in parts}
    letters.send(letters.decision_of(round_.code), everybody, cast)
    replies.open_one(round_, cast)
