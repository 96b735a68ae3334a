"""Rounds of review: the region asks, the mentor reads, comments and answers."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.messages.actions import notify
from menuju.messages.models import Kind
from menuju.messages.queries import Message
from menuju.plans.actions.holding import hold_version
from menuju.plans.models import MasterplanVersion, ReviewRound
from menuju.plans.models.kinds import REVIEW_ASKED, REVIEW_CLOSED, TO_APPROVE
from menuju.plans.queries.mentors import writes_here
from menuju.plans.queries.reviews import mentors_told, planners_told, signatories_told
from menuju.plans.queries.snapshots import digest_of, snapshot_of
from menuju.web.exceptions import ConflictError

State = MasterplanVersion.State
Verdict = ReviewRound.Verdict


class ChangedTextError(ConflictError):
    """The text is no longer the one that somebody read and answers for."""

    def __init__(self) -> None:
        text = _(
            "Isi masterplan berubah sejak Anda membuka halaman ini. "
            "Muat ulang, baca perubahannya, lalu putuskan."
        )
        super().__init__(text)


@transaction.atomic
def ask(version: MasterplanVersion, *, by: User | None) -> ReviewRound:
    """Ask the mentors to read a version as it is now. One round is open at a time."""
    held = hold_version(version)
    if held.review_rounds.filter(verdict=Verdict.OPEN).exists():
        raise ValidationError(_("Tinjauan sebelumnya masih berjalan."))
    to = mentors_told(held.masterplan)
    if not to.exists():
        text = _("Belum ada pembimbing. Minta sekretariat menugaskan pembimbing.")
        raise ValidationError(text)
    content = snapshot_of(held)
    made = ReviewRound.objects.create(
        plan_version=held,
        number=held.review_rounds.count() + 1,
        asked_by=by,
        asked_at=timezone.now(),
        digest=digest_of(content),
        content=content,
        provenance=held.provenance,
    )
    held.state = State.REVIEW
    held.save(update_fields=["state"])
    record("asked for a review", held, by=by, number=made.number, digest=made.digest)
    notify(to, _message(REVIEW_ASKED, made))
    return made


@transaction.atomic
def close(
    review: ReviewRound, verdict: str, summary: str, *, read: str, by: User
) -> ReviewRound:
    """Answer a round: mend first (with a summary), or ready to be approved.

    ``read`` is the digest of what the mentor had before them; the round keeps that text,
    because the answer is about it. ChangedTextError if it is no longer the text.
    """
    held = hold_version(review.plan_version)
    _require_outsider(held, by)
    row = ReviewRound.objects.get(pk=review.pk)
    _require_answer(row, verdict, summary)
    content = snapshot_of(held)
    if digest_of(content) != read:
        raise ChangedTextError
    row.verdict, row.summary = Verdict(verdict), summary.strip()
    row.digest, row.content = read, content
    row.closed_by, row.closed_at = by, timezone.now()
    row.save()
    held.state = State.DRAFT if verdict == Verdict.MEND else State.REVIEW
    held.save(update_fields=["state"])
    record("closed a review", held, by=by, number=row.number, verdict=verdict)
    row.plan_version = held
    _tell(row)
    return row


def _require_outsider(version: MasterplanVersion, by: User) -> None:
    """Refuse a mentor who came to write or approve the plans of the region since."""
    region = version.masterplan.region
    if writes_here(by.person, region):
        text = _(
            "Anda juga menyusun atau mengesahkan rencana %(region)s, jadi tinjauannya "
            "dijawab oleh pembimbing lain. Minta sekretariat menugaskannya."
        )
        raise PermissionDenied(text % {"region": region.name})


def _require_answer(review: ReviewRound, verdict: str, summary: str) -> None:
    """Refuse a second answer, and one that sends back without saying why."""
    if review.verdict != Verdict.OPEN:
        raise PermissionDenied(_("Tinjauan ini sudah ditutup."))
    if verdict == Verdict.MEND and not summary.strip():
        text = _("Tulis apa yang perlu diperbaiki sebelum masterplan disahkan.")
        raise ValidationError({"summary": text})


def _tell(review: ReviewRound) -> None:
    """The planners; and those who sign, once it is their turn."""
    region = review.plan_version.masterplan.region
    notify(planners_told(region), _message(REVIEW_CLOSED, review))
    if review.verdict == Verdict.READY:
        message = _message(TO_APPROVE, review, page="plans:approval")
        notify(signatories_told(region), message)


def _message(kind: Kind, review: ReviewRound, page: str = "") -> Message:
    version = review.plan_version
    data = {
        "review": review,
        "version": version,
        "masterplan": version.masterplan,
        "region": version.masterplan.region,
    }
    link = (page, version.pk) if page else ("plans:review", version.pk, review.number)
    return Message(kind, data, link, about=version)
