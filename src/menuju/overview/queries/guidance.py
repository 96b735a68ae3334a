"""Guidance of all regions: what the secretariat has left."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.overview.queries.tasks import Task, address
from menuju.plans.access.guidance import may_guide_all
from menuju.plans.models import Masterplan, MasterplanVersion
from menuju.plans.queries.guidance_board import WITHOUT, Wanted, lines_of


def tasks_of(user: User) -> Iterator[Task]:
    """Masterplans that nobody mentors, and those with late outputs. Five queries."""
    if not may_guide_all(user):
        return
    lines = [
        line
        for line in lines_of(Masterplan.objects.all(), Wanted())
        if line.state != MasterplanVersion.State.PUBLISHED
    ]
    if alone := sum(not line.mentors for line in lines):
        yield _task(_("Tugaskan pembimbing"), alone, Wanted(mentor=WITHOUT))
    if late := sum(line.is_late for line in lines):
        text = _("Ingatkan daerah yang terlambat menyerahkan keluaran bimtek")
        yield _task(text, late, Wanted(late=True))


def _task(title: str, left: int, wanted: Wanted) -> Task:
    url = f"{address(('plans:board', ()))}?{urlencode(wanted.query)}"
    return Task(title=title, url=url, detail=_("Masterplan"), left=left)
