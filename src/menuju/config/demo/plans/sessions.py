"""Guidance sessions (bimtek) of the demo: their days, who came, what was delivered."""

from datetime import date, datetime, timedelta

from menuju.accounts.models import User
from menuju.audit.models import Provenance
from menuju.config.demo.calendar import at
from menuju.config.demo.plans.files import Typed
from menuju.config.demo.simulate import MARK
from menuju.plans.actions import sessions
from menuju.plans.actions.sessions import Course, Delegation
from menuju.plans.models import (
    GuidanceSession,
    Masterplan,
    SessionAttendee,
    SessionOutput,
)
from menuju.plans.models.documents import Session
from menuju.plans.queries.documents import guide_of

NOTE = "Diserahkan pada bimtek (simulasi)."


def hold(masterplan: Masterplan, typed: Typed, by: User) -> GuidanceSession:
    """Write a session with its attendance; days that a source names are published."""
    number = typed["number"]
    first, last = typed["days"]
    course = Course(
        first_day=first,
        last_day=last,
        place=typed["place"],
        agenda="\n".join(template_of(masterplan, number).agenda.id),
        notes=typed["notes"],
        source=typed["source"],
        provenance=Provenance.PUBLISHED if typed["source"] else Provenance.SIMULATED,
    )
    made = sessions.write(masterplan, number, course, seen="", by=by)
    for group, office, people in typed["attendees"]:
        who = Delegation(group, office, "", people)
        sessions.add_attendees(masterplan, number, who, by=by)
    SessionAttendee.objects.filter(session=made).update(**MARK)
    return made


def deliver(masterplan: Masterplan, number: int, codes: list[str], by: User) -> None:
    """Say that these outputs of a session are there."""
    for code in codes:
        sessions.deliver(masterplan, (number, code), note=NOTE, by=by)
    SessionOutput.objects.filter(session__masterplan=masterplan).update(**MARK)


def conclude(masterplan: Masterplan, number: int, by: User) -> None:
    """Deliver everything that a session expects, and close it."""
    codes = [one.code for one in template_of(masterplan, number).outputs]
    deliver(masterplan, number, codes, by)
    sessions.close(masterplan, number, by=by)


def date_back(masterplan: Masterplan, number: int, moment: datetime) -> None:
    """Say that a session was delivered and closed at a moment in the past."""
    rows = GuidanceSession.objects.filter(masterplan=masterplan, number=number)
    rows.filter(closed_at__isnull=False).update(closed_at=moment)
    outputs = SessionOutput.objects.filter(session__in=rows)
    outputs.exclude(delivered_at=None).update(delivered_at=moment)


def after(day: date) -> datetime:
    """The evening of the day after."""
    return at(day + timedelta(days=1), 17)


def template_of(masterplan: Masterplan, number: int) -> Session:
    """The session of the guide."""
    return next(one for one in guide_of(masterplan).sessions if one.number == number)
