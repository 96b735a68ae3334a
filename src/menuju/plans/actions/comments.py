"""Comment on a paragraph, answer, and say that a thread is done."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.messages.actions import notify
from menuju.messages.models import Kind
from menuju.messages.queries import Message
from menuju.plans.actions.holding import hold_version
from menuju.plans.models import Comment, Paragraph, ReviewRound
from menuju.plans.models.kinds import COMMENT_ANSWERED, COMMENTED
from menuju.plans.queries.remarks import told_of_answer, told_of_remark

State = Comment.State


@transaction.atomic
def comment(
    paragraph: Paragraph,
    text: str,
    *,
    by: User,
    quote: str = "",
    review: ReviewRound | None = None,
) -> Comment:
    """Begin a thread about a paragraph, or about the words ``quote`` in it.

    With ``review`` it is the mentor's, in that round. The same sent twice is one thread.
    Whoever answers for the paragraph is told.
    """
    hold_version(paragraph.chapter.plan_version)
    said = {"text": text, "quote": quote, "by": by}
    made, is_new = _said(paragraph, None, said, review=review)
    if is_new:
        key = str(paragraph.key)
        record("commented", paragraph.chapter, by=by, key=key, comment=made.pk)
        notify(told_of_remark(paragraph, by), _message(COMMENTED, made, made))
    return made


@transaction.atomic
def answer(thread: Comment, text: str, *, by: User) -> Comment:
    """Answer a thread. It waits again if whoever asked goes on, else it is answered."""
    hold_version(thread.paragraph.chapter.plan_version)
    made, is_new = _said(thread.paragraph, thread, {"text": text, "by": by})
    if is_new:
        state = State.OPEN if by.pk == thread.by_id else State.ANSWERED
        _set(thread, state)
        record("answered a comment", thread, by=by, answer=made.pk)
        notify(told_of_answer(thread, by), _message(COMMENT_ANSWERED, thread, made))
    return made


@transaction.atomic
def close(thread: Comment, *, by: User) -> None:
    """Say that a thread is done."""
    hold_version(thread.paragraph.chapter.plan_version)
    _set(thread, State.DONE)
    record("closed a comment", thread, by=by)


@transaction.atomic
def reopen(thread: Comment, *, by: User) -> None:
    """Let a thread that was done wait for an answer again."""
    hold_version(thread.paragraph.chapter.plan_version)
    _set(thread, State.OPEN)
    record("reopened a comment", thread, by=by)


def _said(
    paragraph: Paragraph,
    thread: Comment | None,
    said: dict[str, object],
    review: ReviewRound | None = None,
) -> tuple[Comment, bool]:
    """What was said now; or the last thing said here, if it is the same once more."""
    here = Comment.objects.filter(paragraph=paragraph)
    if thread:
        here = here.filter(Q(parent=thread) | Q(pk=thread.pk))
    last = here.order_by("-pk").first()
    if last and last.parent == thread and _is(last, said):
        return last, False
    made = Comment(
        paragraph=paragraph, parent=thread, review=review, at=timezone.now(), **said
    )
    made.save()
    return made, True


def _is(comment: Comment, said: dict[str, object]) -> bool:
    return all(getattr(comment, name) == value for name, value in said.items())


def _set(thread: Comment, state: str) -> None:
    thread.state = Comment.State(state)
    thread.save(update_fields=["state"])


def _message(kind: Kind, thread: Comment, said: Comment) -> Message:
    paragraph = thread.paragraph
    version = paragraph.chapter.plan_version
    data = {
        "thread": thread,
        "said": said,
        "who": said.by.person.name,
        "chapter": paragraph.chapter,
        "version": version,
        "region": version.masterplan.region,
    }
    return Message(kind, data, ("plans:comment", version.pk, thread.pk), about=thread)
