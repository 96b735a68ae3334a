"""The pools of the demo's rounds: who is available, for how many regions, for what.

Two rounds of practice have a pool with room left, so that a proposal, a drop-out and a
reminder can be tried. The pools of the past rounds are those who judged in them.
"""

from collections.abc import Sequence

from menuju.accounts.models import Person
from menuju.config.demo.simulate import MARK
from menuju.config.demo.story import REHEARSAL
from menuju.config.demo.world import World
from menuju.rounds.actions import pool as actions
from menuju.rounds.models import PoolMember, Round
from menuju.rounds.queries.pool import given_to

READY = {"latihan-penilaian": (12, 8), REHEARSAL: (30, 20)}
"""Rounds of practice whose pool has room: how many people, for how many regions each."""
GENERALIST = 3
"""Every so many-th member names no element of the instrument, and so knows them all."""


def tell(world: World) -> None:
    """Give every round in which somebody judges its pool."""
    for round_ in Round.objects.order_by("pk"):
        given = given_to(round_)
        if round_.code in READY:
            size, room = READY[round_.code]
            _settle(world, round_, world.cast.assessors[:size], room)
        elif given:
            people = [one for one in world.cast.assessors if one.pk in given]
            _settle(world, round_, people, max(given.values()))


def _settle(
    world: World, round_: Round, people: Sequence[Person], capacity: int
) -> None:
    elements = [node.code for node in world.tree.root.children]
    rows = [
        PoolMember(
            round=round_,
            person=person,
            capacity=capacity,
            topics=_topics(elements, number),
            **MARK,
        )
        for number, person in enumerate(people)
    ]
    actions.settle(round_, rows, world.cast.users["sekretariat"])


def _topics(elements: Sequence[str], number: int) -> list[str]:
    """Two neighbouring elements, another pair for each; none for the generalists."""
    if number % GENERALIST == 0:
        return []
    return [elements[(number + step) % len(elements)] for step in range(2)]
