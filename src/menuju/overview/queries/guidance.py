"""Guidance of all regions: what the secretariat has left."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.overview.queries.tasks import Task, address
from menuju.plans.access.guidance import may_guide_all
from menuju.plans.queries.guidance_board import WITHOUT, Wanted, standing_of_all


def tasks_of(user: User) -> Iterator[Task]:
    """Masterplans that nobody mentors, and those with a session to close. One query."""
    if not may_guide_all(user):
        return
    standing = standing_of_all()
    if alone := standing["alone"]:
        yield _task(_("Tugaskan pembimbing"), alone, Wanted(mentor=WITHOUT))
    if unclosed := standing["unclosed"]:
        text = _("Periksa bimtek yang sudah lewat dan belum ditutup")
        yield _task(text, unclosed, Wanted())


def _task(title: str, left: int, wanted: Wanted) -> Task:
    url = f"{address(('plans:board', ()))}?{urlencode(wanted.query)}".rstrip("?")
    return Task(title=title, url=url, detail=_("Masterplan"), left=left)
