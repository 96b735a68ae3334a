"""How Balikpapan's masterplan was guided, reviewed, signed and published in 2019.

The days of the bimtek are published where a source names them; all others are simulated.
"""

from datetime import date, datetime

from menuju.config.demo.calendar import at
from menuju.config.demo.plans import sessions
from menuju.config.demo.plans.files import typed
from menuju.config.demo.simulate import MARK
from menuju.config.demo.world import World
from menuju.messages.actions.bulk import date_back as notices_date_back
from menuju.messages.models import Notification
from menuju.plans.actions import approvals, mentors, publication, reviews
from menuju.plans.models import (
    Approval,
    Comment,
    Masterplan,
    MasterplanVersion,
    Mentorship,
    Paragraph,
    ParagraphRevision,
    ReviewRound,
    Suggestion,
)
from menuju.plans.queries.approvals import digest_now, holdings_of

Verdict = ReviewRound.Verdict
GUIDED_FROM = date(2019, 7, 1)
UNKNOWN_SESSION_CLOSED = date(2019, 9, 27)
"""The third bimtek was before the fourth; its days are not known and stay so."""
FIRST_ASKED, FIRST_ANSWERED = at(date(2019, 9, 16), 9), at(date(2019, 9, 20), 15)
WRITTEN, REMARKED, SETTLED = (
    at(date(2019, 9, 9), 16),
    at(date(2019, 9, 18), 10),
    at(date(2019, 10, 2), 13),
)
THEN_ASKED, THEN_READY = at(date(2019, 10, 7), 9), at(date(2019, 10, 10), 14)
SIGNED = (at(date(2019, 10, 14), 10), at(date(2019, 10, 15), 11))
PUBLISHED = at(date(2019, 10, 21), 9)
TO_MEND = (
    "Analisis dan strategi sudah terbaca. Perbaiki tiga hal: tulis pagu dan kebutuhan "
    "secara terpisah, sebut siapa yang membaca data alat ukur, dan jelaskan sasaran RPJMD "
    "yang tidak dilayani (simulasi)."
)
IS_READY = "Ketiga catatan sudah dijawab. Masterplan siap disahkan (simulasi)."


def begin(world: World, plan: Masterplan) -> None:
    """The mentor, and the four sessions with what they expect."""
    mentor, planner = world.cast.users["pembimbing"], world.cast.users["bappeda"]
    by = world.cast.users["sekretariat"]
    mentors.assign(plan, mentor.person, GUIDED_FROM, by=by)
    Mentorship.objects.filter(masterplan=plan).update(**MARK)
    for row in typed("masterplan_balikpapan")["sessions"]:
        made = sessions.hold(plan, row, mentor)
        sessions.conclude(plan, row["number"], planner)
        closed = made.last_day or UNKNOWN_SESSION_CLOSED
        sessions.date_back(plan, row["number"], sessions.after(closed))


def ask(world: World, version: MasterplanVersion) -> ReviewRound:
    """The planner asks for a review."""
    return reviews.ask(version, by=world.cast.users["bappeda"])


def answer(world: World, review: ReviewRound, verdict: str) -> None:
    """The mentor answers it."""
    summary = TO_MEND if verdict == Verdict.MEND else IS_READY
    by = world.cast.users["pembimbing"]
    version = review.plan_version
    reviews.close(review, verdict, summary, read=digest_now(version), by=by)


def conclude(world: World, version: MasterplanVersion) -> None:
    """Both signatures, and the publication."""
    version.refresh_from_db()
    for key in ("sekda", "kepala-bappeda"):
        user = world.cast.users[key]
        holding = holdings_of(user.person, version.masterplan.region)[0]
        approvals.sign(version, holding, read=digest_now(version), by=user)
    version.refresh_from_db()
    publication.publish(version, by=world.cast.users["bappeda"], at=PUBLISHED)


def date_back(version: MasterplanVersion, last: int | None) -> None:
    """Say that all this was done in 2019, and was told then; ``last`` is the notice before."""
    moments = ((FIRST_ASKED, FIRST_ANSWERED), (THEN_ASKED, THEN_READY))
    for number, (asked, closed) in enumerate(moments, start=1):
        rows = ReviewRound.objects.filter(plan_version=version, number=number)
        rows.update(asked_at=asked, closed_at=closed, **MARK)
    signatures = Approval.objects.filter(plan_version=version).order_by("pk")
    for approval, moment in zip(signatures, SIGNED, strict=True):
        _at(approval, moment)
    begun = at(GUIDED_FROM, 8)
    MasterplanVersion.objects.filter(pk=version.pk).update(made_at=begun)
    _date_texts_back(version)
    told = Notification.objects.filter(pk__gt=last or 0)
    notices_date_back(told, PUBLISHED, PUBLISHED)


def _date_texts_back(version: MasterplanVersion) -> None:
    """Written before the review, remarked in it, settled after it."""
    texts = Paragraph.objects.filter(chapter__plan_version=version)
    texts.update(edited_at=WRITTEN)
    texts.filter(version__gt=1).exclude(content__type="block").update(edited_at=SETTLED)
    saves = ParagraphRevision.objects.filter(paragraph__in=texts)
    saves.update(at=WRITTEN)
    saves.filter(version__gt=1).update(at=SETTLED)
    said = Comment.objects.filter(paragraph__in=texts)
    said.filter(parent=None).update(at=REMARKED)
    said.exclude(parent=None).update(at=SETTLED)
    made = Suggestion.objects.filter(paragraph__in=texts)
    made.update(at=REMARKED, decided_at=SETTLED)


def _at(approval: Approval, moment: datetime) -> None:
    Approval.objects.filter(pk=approval.pk).update(at=moment, **MARK)
