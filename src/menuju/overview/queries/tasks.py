"""A task: what to do, how much of it is left, until when, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.urls import NoReverseMatch, reverse

from menuju.plans.models import Masterplan
from menuju.rounds.models import Round

Closings = dict[tuple[int, str], datetime]
"""When each phase closes, by the key of its round and the phase."""
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Task:
    """``round`` gives the context and the clock; ``left`` is None where nothing counts.

    What belongs to a ``masterplan`` has no round; what concerns all of them has neither.
    """

    title: str
    url: str
    round: Round | None = None
    masterplan: Masterplan | None = None
    detail: str = ""
    left: int | None = None
    deadline: datetime | None = None


def by_deadline(tasks: Iterable[Task]) -> list[Task]:
    """The nearest deadline first; what has none comes last."""
    return sorted(tasks, key=lambda task: (task.deadline or NEVER, task.title))


def address(*candidates: tuple[str, tuple[object, ...]]) -> str:
    """The first of these pages that exists; the list of tasks if none does."""
    for name, args in candidates:
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    return reverse("overview:home")
