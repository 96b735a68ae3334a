"""What is remarked on the paragraphs of a version, and who is told."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet

from menuju.accounts.models import User
from menuju.plans.access import masterplans
from menuju.plans.models import (
    Chapter,
    Comment,
    Masterplan,
    MasterplanVersion,
    Paragraph,
    ReviewRound,
    Suggestion,
)
from menuju.plans.models.text import content_of, plain_of
from menuju.plans.queries.reviews import planners_told

State = Comment.State
ORIGIN = {
    "origin_version": F("origin__paragraph__chapter__plan_version"),
    "origin_number": F("origin__paragraph__chapter__plan_version__number"),
}
"""Of a remark that was carried over: key and number of the version in which it was made."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its answers. ``is_stale``: its quote is no longer in the text."""

    comment: Comment
    answers: list[Comment]
    is_stale: bool

    @property
    def is_done(self) -> bool:
        return self.comment.state == State.DONE

    @property
    def is_review(self) -> bool:
        return self.comment.review_id is not None


@dataclass(slots=True)
class Remarks:
    """What hangs on a paragraph."""

    threads: list[Thread] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)

    @property
    def waiting(self) -> list[Thread]:
        return [one for one in self.threads if one.comment.state == State.OPEN]

    @property
    def open_suggestions(self) -> list[Suggestion]:
        return [one for one in self.suggestions if one.state == Suggestion.State.OPEN]

    @property
    def open_count(self) -> int:
        return len(self.waiting) + len(self.open_suggestions)


def remarks_in(chapter: Chapter) -> dict[int, Remarks]:
    """The remarks of a chapter by the key of the paragraph: 2 queries."""
    return _by_paragraph(
        Comment.objects.filter(paragraph__chapter=chapter),
        Suggestion.objects.filter(
            paragraph__chapter=chapter, state=Suggestion.State.OPEN
        ),
    )


def remarks_on(paragraph: Paragraph) -> Remarks:
    """Everything remarked on one paragraph, decided suggestions too: 2 queries."""
    found = _by_paragraph(
        Comment.objects.filter(paragraph=paragraph),
        Suggestion.objects.filter(paragraph=paragraph),
    )
    return found[paragraph.pk]


def open_counts(version: MasterplanVersion) -> dict[int, int]:
    """How many threads and suggestions wait, by the key of the chapter: 2 queries.

    Chapters in which nothing waits are left out.
    """
    here = Q(paragraph__chapter__plan_version=version, paragraph__removed_at=None)
    asked: Iterable[QuerySet[Comment] | QuerySet[Suggestion]] = (
        Comment.objects.filter(here, parent=None, state=State.OPEN),
        Suggestion.objects.filter(here, state=Suggestion.State.OPEN),
    )
    found: Counter[int] = Counter()
    for rows in asked:
        counted = rows.order_by().values("paragraph__chapter").annotate(n=Count("pk"))
        for row in counted:
            found[row["paragraph__chapter"]] += row["n"]
    return dict(found)


def threads_in(
    version: MasterplanVersion, state: str = "", *, reviewed: bool = False
) -> QuerySet[Comment]:
    """The threads of a version, the oldest first; only a mentor's with ``reviewed``."""
    rows = Comment.objects.filter(
        paragraph__chapter__plan_version=version, parent=None
    ).select_related("paragraph__chapter", "by__person", "review")
    rows = rows.defer("review__content").annotate(n_answers=Count("answers"), **ORIGIN)
    if state:
        rows = rows.filter(state=state)
    if reviewed:
        rows = rows.exclude(review=None)
    return rows.order_by("at", "pk")


def suggestions_in(version: MasterplanVersion) -> QuerySet[Suggestion]:
    """The suggestions of a version that wait for a decision, the oldest first."""
    rows = Suggestion.objects.filter(
        paragraph__chapter__plan_version=version, state=Suggestion.State.OPEN
    )
    rows = rows.select_related("paragraph__chapter", "by__person").annotate(**ORIGIN)
    return rows.order_by("at", "pk")


def open_review(version: MasterplanVersion) -> ReviewRound | None:
    """The round of review that is open now."""
    rows = version.review_rounds.filter(verdict=ReviewRound.Verdict.OPEN)
    return rows.defer("content").first()


def words_of(paragraph: Paragraph) -> str:
    """The words of a paragraph as they are quoted; empty for a block of data."""
    return plain_of(content_of(paragraph.content))


def is_in(quote: str, text: str) -> bool:
    """Whether words stand in a text, however its lines are broken."""
    return " ".join(quote.split()) in " ".join(text.split())


def told_of_remark(paragraph: Paragraph, by: User) -> list[User]:
    """Who answers for a paragraph, never the one who remarks.

    The chapter's owner and who wrote last, while they are planners of the region; else all
    planners.
    """
    region = paragraph.chapter.plan_version.masterplan.region
    planners = planners_told(region).exclude(pk=by.pk)
    close = planners.filter(pk__in=[paragraph.chapter.owner_id, paragraph.edited_by_id])
    return list(close) or list(planners)


def told_of_answer(thread: Comment, by: User) -> list[User]:
    """Who takes part in a thread and still reads the masterplan, but the one who answers."""
    people = {thread.by_id, *thread.answers.values_list("by", flat=True)} - {by.pk}
    users = User.objects.filter(pk__in=people, is_active=True)
    return readers_among(users, thread.paragraph.chapter.plan_version.masterplan)


def readers_among(users: Iterable[User], masterplan: Masterplan) -> list[User]:
    """Of these people, those who still read a masterplan."""
    return [
        user
        for user in users
        if masterplans.visible_to(user).filter(pk=masterplan.pk).exists()
    ]


def _by_paragraph(
    comments: QuerySet[Comment], suggestions: QuerySet[Suggestion]
) -> dict[int, Remarks]:
    found: dict[int, Remarks] = defaultdict(Remarks)
    for thread in _threads(comments):
        found[thread.comment.paragraph_id].threads.append(thread)
    rows = suggestions.select_related("paragraph", "by__person", "decided_by__person")
    for one in rows.annotate(**ORIGIN):
        found[one.paragraph_id].suggestions.append(one)
    return found


def _threads(comments: QuerySet[Comment]) -> Iterator[Thread]:
    rows = comments.select_related("paragraph", "by__person", "review")
    asked = list(rows.defer("review__content").annotate(**ORIGIN))
    answers = defaultdict(list)
    for one in asked:
        answers[one.parent_id].append(one)
    for one in answers.pop(None, []):
        quoted = one.quote and not is_in(one.quote, words_of(one.paragraph))
        yield Thread(one, answers[one.pk], bool(quoted))
