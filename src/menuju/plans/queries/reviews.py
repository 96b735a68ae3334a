"""What we know about rounds of review, and who is told about them."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from menuju.accounts.models import Capability, Seat, User
from menuju.plans.models import (
    Chapter,
    Comment,
    Masterplan,
    MasterplanVersion,
    Mentorship,
    Paragraph,
    ReviewRound,
)
from menuju.plans.queries.documents import guide_of
from menuju.plans.queries.mentors import in_force
from menuju.regions.models import Region


def reviews_of(version: MasterplanVersion) -> QuerySet[ReviewRound]:
    """All rounds, the latest first, without the text that was read."""
    rows = version.review_rounds.select_related("asked_by__person", "closed_by__person")
    return rows.defer("content").order_by("-number")


def latest_review(version: MasterplanVersion) -> ReviewRound | None:
    """The latest round, open or closed."""
    return version.review_rounds.defer("content").order_by("-number").first()


def latest_verdicts(versions: Iterable[MasterplanVersion]) -> dict[int, str]:
    """What the latest round of each version came to, by its key; without a round, none."""
    rows = ReviewRound.objects.filter(plan_version__in=versions).order_by("number")
    return dict(rows.values_list("plan_version", "verdict"))


@dataclass(frozen=True, slots=True)
class ChapterRead:
    """A chapter as a mentor goes through it: remarks of this round, and what changed."""

    book: str
    chapter: Chapter
    remarks: int
    changed: int


def chapters_read(review: ReviewRound) -> list[ChapterRead]:
    """Every chapter in its order. Three queries.

    ``changed`` counts paragraphs saved after the round was answered, or else asked for.
    """
    version = review.plan_version
    books = {one.code: str(one.title) for one in guide_of(version.masterplan).books}
    chapters = list(version.chapters.select_related("owner__person"))
    remarks = Counter(
        Comment.objects.filter(review=review, parent=None).values_list(
            "paragraph__chapter", flat=True
        )
    )
    since = review.closed_at or review.asked_at
    changed = Counter(
        Paragraph.objects.filter(
            chapter__plan_version=review.plan_version_id, edited_at__gt=since
        ).values_list("chapter", flat=True)
    )
    return [
        ChapterRead(books.get(one.book, ""), one, remarks[one.pk], changed[one.pk])
        for one in chapters
    ]


def mentors_told(masterplan: Masterplan) -> QuerySet[User]:
    """The open accounts of those who mentor a masterplan today."""
    held = Mentorship.objects.filter(in_force(), masterplan=masterplan)
    return _accounts(held.values_list("person", flat=True))


def planners_told(region: Region) -> QuerySet[User]:
    """The open accounts of a region's planners."""
    return _accounts(_holders(region, lambda seat: seat.gives(Capability.WRITE_PLANS)))


def signatories_told(region: Region) -> QuerySet[User]:
    """The open accounts of those who may approve for a region."""
    return _accounts(
        _holders(region, lambda seat: seat.gives(Capability.APPROVE_PLANS))
    )


def _holders(region: Region, gives: Callable[[Seat], bool]) -> set[int]:
    today = timezone.localdate()
    seats = Seat.objects.filter(region=region).select_related("capability_set")
    return {seat.person_id for seat in seats if gives(seat) and seat.is_held(today)}


def _accounts(people: Iterable[int]) -> QuerySet[User]:
    users = User.objects.filter(person__in=list(people), is_active=True)
    return users.select_related("person").order_by("person__name", "pk")
