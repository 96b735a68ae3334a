"""What a version is compared with: other versions, and texts that a mentor reviewed."""

import json
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from menuju.plans.models import MasterplanVersion, Publication, ReviewRound
from menuju.plans.queries.comparisons.changes import Change, compare, keyed
from menuju.plans.queries.comparisons.words import Reader
from menuju.plans.queries.snapshots import Snapshot, snapshots_of


@dataclass(frozen=True, slots=True)
class Side:
    """A version as it is, or as it was ``review``-ed. ``slug`` names it in an address."""

    slug: str
    label: str
    version: MasterplanVersion
    review: ReviewRound | None = None

    @property
    def place(self) -> tuple[int, bool, int]:
        """Earlier sides have lower places: what was reviewed came before what is."""
        number = self.review.number if self.review else 0
        return self.version.number, self.review is None, number


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of everything from ``old`` to ``new``."""

    old: Side
    new: Side
    changes: list[Change]
    reader: Reader


def sides_of(version: MasterplanVersion) -> list[Side]:
    """What a version may be compared with, the latest first: 2 queries."""
    versions = version.masterplan.versions.select_related("development_plan")
    found = [_version_side(one) for one in versions if one.pk != version.pk]
    rounds = _rounds(version).select_related("plan_version").defer("content")
    found += [_review_side(one) for one in rounds]
    return sorted(found, key=lambda one: one.place, reverse=True)


def chosen_side(
    version: MasterplanVersion, sides: list[Side], slug: str
) -> Side | None:
    """The side asked for; else the version before, else what was reviewed last."""
    for one in sides:
        if one.slug == slug:
            return one
    earlier = [one for one in sides if one.version.number < version.number]
    before = [one for one in earlier if one.review is None]
    return next(iter(before or earlier or sides), None)


def comparison_of(version: MasterplanVersion, other: Side) -> Comparison:
    """Both sides read and compared, the earlier one first: 1 to 3 queries."""
    for one in (version, other.version):
        one.masterplan = version.masterplan
    mine = _version_side(version)
    old, new = sorted((mine, other), key=lambda one: one.place)
    before, after = _contents([old, new])
    reader = Reader.of(version.masterplan, keyed(before, after))
    return Comparison(old, new, compare(before, after), reader)


def _contents(sides: list[Side]) -> list[Snapshot]:
    """The snapshot of each side; of what was published or reviewed, the one kept then."""
    kept = _kept(sides)
    live = [one for one in sides if one.slug not in kept]
    read = snapshots_of([one.version for one in live]) if live else []
    found = kept | dict(zip((one.slug for one in live), read, strict=True))
    return [found[one.slug] for one in sides]


def _kept(sides: list[Side]) -> dict[str, Snapshot]:
    found: dict[str, Snapshot] = {}
    published = [
        one for one in sides if one.review is None and one.version.published_at
    ]
    if published:
        keys = [one.version.pk for one in published]
        kept = Publication.objects.filter(plan_version__in=keys)
        texts = dict(kept.values_list("plan_version", "canonical"))
        found = {
            one.slug: json.loads(texts[one.version.pk])
            for one in published
            if one.version.pk in texts
        }
    reviews = {one.review.pk: one.slug for one in sides if one.review}
    if reviews:
        rows = ReviewRound.objects.filter(pk__in=reviews)
        found |= {reviews[one.pk]: one.content or {} for one in rows}
    return found


def _rounds(version: MasterplanVersion) -> QuerySet[ReviewRound]:
    rows = ReviewRound.objects.filter(plan_version__masterplan=version.masterplan_id)
    return rows.exclude(content=None)


def _version_side(version: MasterplanVersion) -> Side:
    text = _("Versi %(number)s, %(state)s")
    state = version.get_state_display().lower()
    words = text % {"number": version.number, "state": state}
    return Side(f"v{version.pk}", words, version)


def _review_side(review: ReviewRound) -> Side:
    text = _("Yang ditinjau pembimbing: versi %(number)s, tinjauan %(review)s")
    number = review.plan_version.number
    words = text % {"number": number, "review": review.number}
    return Side(f"t{review.pk}", words, review.plan_version, review)
