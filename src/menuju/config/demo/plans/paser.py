"""Paser's masterplan half way: what is there, what lacks, and a session that is late."""

from datetime import timedelta

from django.utils import timezone

from menuju.accounts.models import Seat, User
from menuju.config.demo.agencies import agencies_of
from menuju.config.demo.calendar import at
from menuju.config.demo.plans import content, prose, remarks, rpjmd, sessions
from menuju.config.demo.plans.content import Desk, desk_of
from menuju.config.demo.plans.files import Typed, chapters, typed
from menuju.config.demo.practice import PASER
from menuju.config.demo.simulate import MARK
from menuju.config.demo.world import World
from menuju.messages.actions.bulk import date_back
from menuju.messages.models import Notification
from menuju.plans.actions import chapters as outline
from menuju.plans.actions import commitments, masterplans, mentors
from menuju.plans.actions.content import set_strategy
from menuju.plans.models import (
    Framework,
    GoalLink,
    Guide,
    Masterplan,
    MasterplanVersion,
    Mentorship,
)

GUIDED_SINCE = timedelta(days=80)
DELIVERED = {2: ["quick-win"]}
"""Outputs of the session that is not closed; the other one is late."""


def tell(world: World) -> MasterplanVersion:
    """The draft, with its mentor and two sessions of which the second is not closed."""
    file = typed("paser")
    by = world.cast.users["perencana-paser"]
    version = _begun(world, file)
    file = file["plan"]
    desk = desk_of(version, by, agencies_of(PASER))
    content.write(desk, file)
    for part, why in file["no_strategies"].items():
        set_strategy(version, part, seen="", by=by, why_none=why, **MARK)
    content.write_institutions(desk, file)
    GoalLink.objects.filter(plan_version=version).update(**MARK)
    _write(desk)
    for agency, office, text in file["commitments"]:
        pair = (desk.agencies.get(agency), office)
        commitments.prepare(version, [pair], text=text, by=by, **MARK)
    _guide(world, version, file)
    talk = remarks.Talk(version, world.cast.users["pembimbing"], by)
    remarks.remark_all(talk, remarks.found_in(version, typed("remarks")["paser"]))
    return version


def _begun(world: World, file: Typed) -> MasterplanVersion:
    """The RPJMD in force, and an empty version begun when guidance did."""
    region, by = world.regions[PASER], world.cast.users["perencana-paser"]
    plan = rpjmd.write(region, file["rpjmd"], None, by)
    names = ("title", "first_year", "last_year")
    version = masterplans.begin(
        region,
        plan=plan,
        by=by,
        framework=Framework.objects.get(code="six-dimensions"),
        guide=Guide.objects.get(code="four-books"),
        **{name: file["plan"][name] for name in names},
    )
    Masterplan.objects.filter(pk=version.masterplan_id).update(**MARK)
    begun = timezone.now() - GUIDED_SINCE
    MasterplanVersion.objects.filter(pk=version.pk).update(made_at=begun, **MARK)
    version.refresh_from_db()
    return version


def _write(desk: Desk) -> None:
    """One chapter finished, one being written; the others are empty."""
    texts = chapters("buku-1_paser", {})
    rows = desk.version.chapters.filter(book="buku-1", code__in=texts)
    for chapter in rows:
        chapter.plan_version = desk.version
        outline.assign(chapter, desk.by, by=desk.by)
        prose.write_chapter(chapter, texts[chapter.code], desk.by)
        if chapter.code == "pendahuluan":
            outline.mark_ready(chapter, by=desk.by)


def _guide(world: World, version: MasterplanVersion, file: Typed) -> None:
    plan, today = version.masterplan, timezone.localdate()
    mentor, planner = (
        world.cast.users[key] for key in ("pembimbing", "perencana-paser")
    )
    _assign(world, plan, mentor)
    for row in file["sessions"]:
        days = [today - timedelta(days=ago) for ago in row["ago"]]
        sessions.hold(plan, row | {"days": days, "source": ""}, mentor)
        number = row["number"]
        if number in DELIVERED:
            sessions.deliver(plan, number, DELIVERED[number], planner)
        else:
            sessions.conclude(plan, number, planner)
        sessions.date_back(plan, number, sessions.after(days[-1]))


def _assign(world: World, plan: Masterplan, mentor: User) -> None:
    """The mentor has known for as long as they guide."""
    since, by = timezone.localdate() - GUIDED_SINCE, world.cast.users["sekretariat"]
    told = Notification.objects.filter(recipient=mentor)
    known = list(told.values_list("pk", flat=True))
    mentors.assign(plan, mentor.person, since, by=by)
    date_back(told.exclude(pk__in=known), at(since, 9))
    Mentorship.objects.filter(masterplan=plan).update(**MARK)
    Seat.objects.filter(person=mentor.person, region=PASER).update(**MARK)
