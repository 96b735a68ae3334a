"""Who may open a region's evidence: whoever may see the participation, and no one else."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.rounds.access.participation import items_shown_to
from menuju.rounds.models import Evidence, EvidenceVersion, Participation


def evidence_visible_to(user: User, participation: Participation) -> QuerySet[Evidence]:
    """The documents of a participation that ``user`` already opened."""
    return evidence_for(participation, items_shown_to(user, participation))


def evidence_for(
    participation: Participation, shown: set[str] | None
) -> QuerySet[Evidence]:
    """The documents that go with the items shown.

    Somebody of an agency sees what supports the items that are with the agency.
    """
    evidence = participation.evidence.all()
    if shown is None:
        return evidence
    return evidence.filter(claims__item__in=shown).distinct()


def open_evidence(
    user: User, participation: Participation, number: int, *, change: bool = False
) -> Evidence:
    """One document, B1, B2, ...; 404 if it is not theirs to see.

    To ``change`` it, an agency must have every item that it supports.
    """
    shown = items_shown_to(user, participation)
    evidence = get_object_or_404(evidence_for(participation, shown), number=number)
    if (
        change
        and shown is not None
        and evidence.claims.exclude(item__in=shown).exists()
    ):
        raise PermissionDenied(
            _(
                "Berkas ini juga dipakai untuk butir lain. Mintalah koordinator daerah Anda mengubahnya."
            )
        )
    return evidence


def open_version(evidence: Evidence, number: int) -> EvidenceVersion:
    """One uploaded file of a document that was already opened."""
    versions = evidence.versions.select_related("file")
    return get_object_or_404(versions, number=number)
