"""Take over many published figures and events, and tell a simulated story in its own days."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from menuju.audit.actions import record
from menuju.audit.models import Provenance
from menuju.results.models import (
    Decision,
    PublishedEvent,
    PublishedResult,
    Release,
    ReplyEffect,
    SelectionRules,
    Simulation,
)
from menuju.results.queries.rules import field_problems, written_problems
from menuju.results.queries.selection import terms_from
from menuju.rounds.actions import bulk as rounds
from menuju.rounds.models import Reply


@transaction.atomic
def add_published(
    figures: Sequence[PublishedResult], events: Sequence[PublishedEvent]
) -> None:
    """Add what others published; every row names where."""
    for row in [*figures, *events]:
        if row.provenance != Provenance.PUBLISHED or not row.source:
            raise ValueError(f"{row} does not say where it was published")
    PublishedResult.objects.bulk_create(figures)
    PublishedEvent.objects.bulk_create(events)
    for row in figures:
        record("added published figure", row, by=None, value=str(row.value))


@transaction.atomic
def tell_days(release: Release, computed: datetime, decided: datetime) -> None:
    """Give a simulated release, its decision and its publication the days of its story."""
    if release.provenance != Provenance.SIMULATED:
        raise ValueError(f"{release} is not simulated: its days are those of the acts")
    Release.objects.filter(pk=release.pk).update(
        computed_at=computed, published_at=decided
    )
    Decision.objects.filter(release=release).update(
        proposed_at=computed, decided_at=decided
    )
    Simulation.objects.filter(release=release).update(computed_at=computed)
    record("told days", release, by=None, decided=decided.isoformat())


@transaction.atomic
def set_rules(rules: SelectionRules) -> None:
    """Add rules of a past selection that two persons let stand, on their own days.

    ValueError if one person did both, or names the first thing that cannot be met.
    """
    if not rules.made_by_id or rules.made_by_id == (rules.published_by_id or 0):
        raise ValueError(f"{rules}: rules are published by a second person")
    terms = terms_from(rules)
    for found in [*written_problems(terms), *field_problems(rules.round, terms)]:
        raise ValueError(f"{rules}: {found.place}: {found.text}")
    rules.digest = terms.digest
    rules.save(force_insert=True)
    record(
        "published selection rules", rules, by=rules.published_by, digest=rules.digest
    )


@transaction.atomic
def tell_answered(reply: Reply, when: datetime) -> None:
    """Give the answer to a simulated reply, and what it did, the day of its story."""
    rounds.tell_answered(reply, when)
    ReplyEffect.objects.filter(reply=reply).update(computed_at=when)
