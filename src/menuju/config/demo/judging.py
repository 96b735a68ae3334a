"""The panel of a round: assignments, independent scores, agreed levels."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from menuju.accounts.models import Person
from menuju.config.demo.simulate import MARK, Case, agreed, scores
from menuju.config.demo.world import World
from menuju.rounds.actions import bulk
from menuju.rounds.models import Assignment, Citation, Score

LETTERS = "ABCDE"


def judge(world: World, cases: Sequence[Case], pool: int, when: datetime) -> None:
    """Assign, score and agree everything, as a finished round has it."""
    round_ = cases[0].participation.round
    panel = world.cast.assessors[:pool]
    rows = assignments(cases, panel, round_.assessors_per_region, when)
    for row in rows:
        row.submitted_at = when
    bulk.assign(round_, rows)
    given = score_all(world, cases, rows, when)
    moderator = world.cast.users["moderator"]
    later = when + timedelta(hours=2)
    bulk.agree(round_, [*agreed(given, round_.tolerance, moderator, later)])


def score_all(
    world: World, cases: Sequence[Case], rows: Sequence[Assignment], when: datetime
) -> list[Score]:
    """Every item of every assignment scored."""
    round_ = cases[0].participation.round
    items = [node.code for node in world.tree.items]
    by_region = {case.participation.region_id: case for case in cases}
    given: list[tuple[Score, Citation]] = []
    for row in rows:
        case = by_region[row.participation.region_id]
        given.extend(scores(case, row, when, items))
    bulk.score(round_, [score for score, _ in given], [cited for _, cited in given])
    return [score for score, _ in given]


def assignments(
    cases: Sequence[Case], panel: Sequence[Person], size: int, when: datetime
) -> list[Assignment]:
    """As even a load as can be, and nobody judges the region they live in."""
    turn = _turns(panel)
    return [
        Assignment(
            participation=case.participation,
            assessor=person,
            letter=letter,
            assigned_at=when - timedelta(days=3),
            **MARK,
        )
        for case in cases
        for letter, person in zip(
            LETTERS, _next(turn, size, case.participation.region_id), strict=False
        )
    ]


def _turns(panel: Sequence[Person]) -> Iterator[Person]:
    while True:
        yield from panel


def _next(turn: Iterator[Person], size: int, home: str) -> list[Person]:
    chosen: list[Person] = []
    while len(chosen) < size:
        person = next(turn)
        if person.home_region_id != home and person not in chosen:
            chosen.append(person)
    return chosen
