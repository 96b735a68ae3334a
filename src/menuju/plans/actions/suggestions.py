"""Suggest another wording of a paragraph, and decide on it.

Anybody who may remark suggests; planners decide, also on their own: they could write the
paragraph at once. An accepted suggestion is a save like any other, upon the version that
the decider saw, so it never overwrites what came in between.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.messages.actions import notify
from menuju.messages.models import Kind
from menuju.messages.queries import Message
from menuju.plans.actions.holding import hold_version
from menuju.plans.actions.paragraphs import StaleError, save
from menuju.plans.models import Paragraph, Suggestion
from menuju.plans.models.kinds import SUGGESTED, SUGGESTION_DECIDED
from menuju.plans.models.text import Content
from menuju.plans.queries.remarks import readers_among, told_of_remark

State = Suggestion.State


@transaction.atomic
def suggest(
    paragraph: Paragraph, content: Content, *, seen: int, by: User, reason: str = ""
) -> Suggestion:
    """Propose ``content``, written upon the save number ``seen``. Sent twice it is one."""
    hold_version(paragraph.chapter.plan_version)
    written = content.model_dump(mode="json")
    same = Suggestion.objects.filter(paragraph=paragraph, by=by, state=State.OPEN)
    last = same.order_by("-pk").first()
    if last and last.content == written:
        return last
    made = Suggestion.objects.create(
        paragraph=paragraph,
        base_version=seen,
        content=written,
        reason=reason,
        by=by,
        at=timezone.now(),
    )
    key = str(paragraph.key)
    record("suggested", paragraph.chapter, by=by, key=key, suggestion=made.pk)
    notify(told_of_remark(paragraph, by), _message(SUGGESTED, made, by))
    return made


def accept(
    suggestion: Suggestion, content: Content, *, seen: int, by: User
) -> Paragraph:
    """Save ``content`` (the suggestion, or what was made of it) upon the version ``seen``.

    StaleError or LockedError if the paragraph changed since or is being written; the
    suggestion then stays open. ValidationError if it was decided already.
    """
    refusal: StaleError | None = None
    with transaction.atomic():
        held = _hold(suggestion)
        try:
            saved = save(held.paragraph, content, seen=seen, by=by)
        except StaleError as stale:
            refusal = stale
        else:
            _decide(held, State.ACCEPTED, "", by=by)
    if refusal:
        raise refusal
    return saved


@transaction.atomic
def decline(suggestion: Suggestion, answer: str, *, by: User) -> None:
    """Leave the paragraph as it is, with the reason."""
    _decide(_hold(suggestion), State.DECLINED, answer, by=by)


@transaction.atomic
def withdraw(suggestion: Suggestion, *, by: User) -> None:
    """Take one's own suggestion back."""
    _decide(_hold(suggestion), State.WITHDRAWN, "", by=by)


def _hold(suggestion: Suggestion) -> Suggestion:
    """The suggestion as it is stored, locked with its version; refused once decided."""
    version = suggestion.paragraph.chapter.plan_version
    hold_version(version)
    rows = Suggestion.objects.select_related("paragraph__chapter", "by__person")
    held = rows.get(pk=suggestion.pk)
    if held.state != State.OPEN:
        text = _("Usul ini sudah diputuskan: %(state)s.")
        raise ValidationError(text % {"state": held.get_state_display().lower()})
    held.paragraph.chapter.plan_version = version
    return held


def _decide(held: Suggestion, state: State, answer: str, *, by: User) -> None:
    held.state, held.answer = state, answer
    held.decided_by, held.decided_at = by, timezone.now()
    held.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    record("decided a suggestion", held, by=by, state=str(state))
    if held.by_id != by.pk and held.by.is_active:
        plan = held.paragraph.chapter.plan_version.masterplan
        to = readers_among([held.by], plan)
        notify(to, _message(SUGGESTION_DECIDED, held, by))


def _message(kind: Kind, suggestion: Suggestion, who: User) -> Message:
    paragraph = suggestion.paragraph
    version = paragraph.chapter.plan_version
    data = {
        "suggestion": suggestion,
        "who": who.person.name,
        "chapter": paragraph.chapter,
        "version": version,
        "region": version.masterplan.region,
    }
    link = ("plans:suggestion", version.pk, suggestion.pk)
    return Message(kind, data, link, about=suggestion)
