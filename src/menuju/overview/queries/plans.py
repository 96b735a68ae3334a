"""Masterplans: what planners, mentors, signatories and the heads who commit have left."""

from collections.abc import Iterator

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from menuju.accounts.access import can_anywhere
from menuju.accounts.models import Capability, User
from menuju.overview.access import own_regions
from menuju.overview.queries.tasks import Task, address
from menuju.plans import access
from menuju.plans.access.masterplans import WRITABLE
from menuju.plans.models import Approval, MasterplanVersion, ReviewRound
from menuju.plans.queries.completeness import blocking_in
from menuju.plans.queries.mentored import mentored_by
from menuju.plans.queries.reviews import latest_verdicts

State = MasterplanVersion.State
Verdict = ReviewRound.Verdict


def tasks_of(user: User) -> Iterator[Task]:
    """What somebody has left on masterplans."""
    if regions := own_regions(user, Capability.WRITE_PLANS):
        yield from _to_write(regions)
    if regions := own_regions(user, Capability.APPROVE_PLANS):
        yield from _to_approve(user, regions)
    if can_anywhere(user, Capability.MENTOR):
        yield from _to_review(user)
    if not any(seat.is_national for seat in user.seats_held):
        yield from _to_sign(user)


def _to_write(regions: set[str]) -> Iterator[Task]:
    """What is still lacking in a draft, what the mentor sent back, what can be published."""
    versions = list(_versions(regions, State.DRAFT, State.APPROVED))
    verdicts = latest_verdicts(versions)
    blocking = blocking_in([one for one in versions if one.state == State.DRAFT])
    for version in versions:
        if version.state == State.APPROVED:
            text = _("Terbitkan masterplan")
            yield _task(version, text, "plans:approval")
            continue
        is_sent_back = verdicts.get(version.pk) == Verdict.MEND
        if is_sent_back:
            text = _("Tanggapi catatan pembimbing")
            yield _task(version, text, "plans:guidance")
        if left := blocking[version.pk]:
            text, detail = _("Lengkapi masterplan"), _("Hal yang menahan pengesahan")
            yield _task(version, text, "plans:completeness", detail, left)
        elif not is_sent_back:
            text = _("Minta tinjauan pembimbing")
            yield _task(
                version, text, "plans:guidance", _("Tidak ada yang menahan pengesahan")
            )


def _to_approve(user: User, regions: set[str]) -> Iterator[Task]:
    rounds = ReviewRound.objects.filter(plan_version=OuterRef("pk"))
    verdict = Subquery(rounds.order_by("-number").values("verdict")[:1])
    signed = Approval.objects.filter(person=user.person_id, withdrawn_at=None)
    ready = _versions(regions, State.REVIEW).alias(verdict=verdict)
    for version in ready.filter(verdict=Verdict.READY).exclude(
        pk__in=signed.values("plan_version")
    ):
        detail = _("Pembimbing menyatakan siap disahkan")
        yield _task(version, _("Sahkan masterplan"), "plans:approval", detail)


def _to_review(user: User) -> Iterator[Task]:
    for one in mentored_by(user):
        plan, version = one.line.masterplan, one.line.version
        if one.waiting:
            text, detail = _("Tinjau masterplan"), _("Daerah menunggu tinjauan Anda")
            url = address(("plans:review", (version, one.waiting.number)))
            yield Task(title=text, masterplan=plan, url=url, detail=detail, left=1)
        for turn in one.line.unclosed:
            text = _("Tutup bimtek %s") % turn.template.number
            url = address(("plans:session", (version, turn.template.number)))
            detail = _("Sudah berlangsung, belum ditutup")
            yield Task(title=text, masterplan=plan, url=url, detail=detail, left=1)


def _to_sign(user: User) -> Iterator[Task]:
    """Sheets of the offices that somebody holds today and that nobody signed yet."""
    sheets = access.sheets_to_sign(user).filter(
        signed_at=None, plan_version__state__in=WRITABLE
    )
    rows = sheets.select_related("plan_version__masterplan").distinct()
    for sheet in rows.order_by("pk"):
        args = (sheet.plan_version_id, sheet.pk)
        yield Task(
            title=_("Tanda tangani lembar komitmen"),
            masterplan=sheet.plan_version.masterplan,
            url=address(("plans:commitment", args)),
            detail=sheet.office,
            left=1,
        )


def _versions(regions: set[str], *states: str) -> QuerySet[MasterplanVersion]:
    rows = MasterplanVersion.objects.filter(
        masterplan__region__in=regions, state__in=states
    )
    frame = ("masterplan__framework", "masterplan__guide")
    return rows.select_related(*frame).order_by("pk")


def _task(
    version: MasterplanVersion,
    title: str,
    page: str,
    detail: str = "",
    left: int | None = 1,
) -> Task:
    return Task(
        title=title,
        masterplan=version.masterplan,
        url=address((page, (version.pk,)), ("plans:masterplan", (version.pk,))),
        detail=detail,
        left=left,
    )
