"""What is left to do, for whom, until when. Reads across slices, writes nothing."""

from menuju.accounts.models import User
from menuju.overview.queries import guidance, panel, plans, region, replies, secretariat
from menuju.overview.queries.tasks import Task, by_deadline
from menuju.rounds.queries.deadlines import ends_of_phases


def tasks_of(user: User) -> list[Task]:
    """One list across all roles of a person, the nearest deadline first."""
    closes = ends_of_phases()
    return by_deadline(
        [
            *region.tasks_of(user),
            *panel.tasks_of(user, closes),
            *secretariat.tasks_of(user, closes),
            *replies.tasks_of(user),
            *plans.tasks_of(user),
            *guidance.tasks_of(user),
        ]
    )
