"""Build the demo world: all of it in one transaction, or nothing."""

from collections.abc import Callable
from typing import Literal

from django.db import transaction

from menuju.audit.actions import record
from menuju.audit.models import Entry
from menuju.config.demo import (
    letters,
    past,
    pool,
    practice,
    published,
    rehearsal,
    replies,
)
from menuju.config.demo.agencies import furnish
from menuju.config.demo.papers import Library
from menuju.config.demo.people import settle
from menuju.config.demo.plans import balikpapan, following, paser
from menuju.config.demo.story import ROUNDS, small
from menuju.config.demo.world import World
from menuju.instruments.actions import load_shipped
from menuju.instruments.queries import tree_of
from menuju.plans.actions.documents import load_shipped_plans
from menuju.regions.actions import load_reference
from menuju.regions.models import Region
from menuju.rounds.models import Round

FINISHED = "built the demo world"
Say = Callable[[str], None]


class OccupiedError(Exception):
    """The database holds rounds that are not the demo's; it is left alone."""


def build(say: Say, scale: Literal["full", "test"] = "full") -> None:
    """Build the world unless it is there already, saying each step.

    Everything is one transaction: a build that was interrupted left nothing behind, and
    the next one starts anew.
    """
    if is_built():
        say("Dunia demo sudah ada / the demo world is there already")
        return
    if Round.objects.exists():
        raise OccupiedError(
            "Basis data ini sudah berisi tahap. Dunia demo hanya dibangun di basis data kosong."
        )
    with transaction.atomic():
        _build(say, scale)


def is_built() -> bool:
    """Whether a finished demo world is in the database."""
    return Entry.objects.filter(verb=FINISHED).exists()


def _build(say: Say, scale: str) -> None:
    say("Daerah, perangkat daerah, dan instrumen / regions, agencies, instruments")
    world = _ground()
    taken: set[str] = set()
    for each in ROUNDS:
        told = each if scale == "full" else small(each)
        say(f"Tahap {told.numeral} {told.year}: {told.invited} daerah / regions")
        taken |= past.tell(told, world, taken)
    say("Peristiwa dan hasil terpublikasi / published events and results")
    published.tell()
    letters.tell(world.cast, [each.code for each in ROUNDS])
    replies.tell(world.cast)
    say("Tahap latihan / practice rounds")
    practice.tell(world)
    rehearsal.tell(ROUNDS[-1] if scale == "full" else small(ROUNDS[-1]), world)
    pool.tell(world)
    say("Rencana dan masterplan / plans and masterplans")
    following.tell(world, balikpapan.tell(world))
    paser.tell(world)
    first = Round.objects.get(code=str(ROUNDS[0].year))
    record(FINISHED, first, by=None, scale=scale, files=len(world.library))


def _ground() -> World:
    load_reference()
    regions = {each.code: each for each in Region.objects.select_related("province")}
    furnish(list(regions.values()))
    cast = settle()
    versions = {each.instrument.code: each for each in load_shipped()}
    load_shipped_plans()
    version = versions["readiness"]
    tree = tree_of(version)
    return World(version, tree, Library(tree), cast, regions)
