"""Take in a region's documents, and say what they prove. Nothing is ever thrown away."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import IO

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.files.actions import store
from menuju.files.models import StoredFile
from menuju.rounds.actions.participation import hold_open
from menuju.rounds.models import Claim, Evidence, EvidenceVersion, Participation

NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in, and the day from which the document is in force."""

    stream: IO[bytes]
    name: str
    effective_on: date | None = None


def upload(
    participation: Participation, file: Upload, *, item: str, by: User
) -> Evidence:
    """Keep a file as the region's next document and link it to an item.

    A file that the region already gave is linked, not doubled, so that sending a form
    twice does no harm. ValidationError says why a file cannot be evidence.
    """
    stored = store(file.stream, file.name)
    with transaction.atomic():
        held = hold_open(participation)
        evidence = _given_before(held, stored) or _next_document(held, file.name)
        if not evidence.versions.filter(file=stored).exists():
            _add(evidence, stored, file, by)
        Claim.objects.get_or_create(evidence=evidence, item=item)
    return evidence


def add_version(evidence: Evidence, file: Upload, *, by: User) -> EvidenceVersion:
    """Keep a newer file of a document. Judgements stay pinned to the one they read."""
    stored = store(file.stream, file.name)
    with transaction.atomic():
        _hold(evidence)
        latest = evidence.versions.order_by("number").last()
        if latest and latest.file_id == stored.pk:
            return latest
        return _add(evidence, stored, file, by)


@transaction.atomic
def link(
    evidence: Evidence, item: str, *, pages: str = "", quote: str = "", by: User
) -> Claim:
    """Say that a document supports an item, on which pages and with which words."""
    _hold(evidence)
    claim, created = Claim.objects.update_or_create(
        evidence=evidence, item=item, defaults={"pages": pages, "quote": quote}
    )
    if created:
        record("linked", evidence, by=by, item=item)
    return claim


@transaction.atomic
def unlink(evidence: Evidence, item: str, *, by: User) -> None:
    """Say that a document no longer supports an item; the trail keeps that it did."""
    _hold(evidence)
    if claim := evidence.claims.filter(item=item).first():
        record("unlinked", evidence, by=by, item=item, pages=claim.pages)
        claim.delete()


@transaction.atomic
def withdraw(evidence: Evidence, *, by: User) -> None:
    """Take a document out of the self-assessment. File, versions and claims are kept."""
    _hold(evidence)
    evidence.withdrawn_at = timezone.now()
    evidence.save(update_fields=["withdrawn_at"])
    record("withdrawn", evidence, by=by)


def _hold(evidence: Evidence) -> None:
    hold_open(evidence.participation)
    evidence.refresh_from_db(fields=["withdrawn_at"])
    if evidence.withdrawn_at:
        raise PermissionDenied(_("Berkas ini sudah ditarik."))


def _given_before(participation: Participation, stored: StoredFile) -> Evidence | None:
    return participation.evidence.filter(
        withdrawn_at=None, versions__file=stored
    ).first()


def _next_document(participation: Participation, name: str) -> Evidence:
    last = participation.evidence.aggregate(last=Max("number"))["last"] or 0
    return Evidence.objects.create(
        participation=participation,
        number=last + 1,
        title=PurePath(name).stem[:NAME_LENGTH],
    )


def _add(
    evidence: Evidence, stored: StoredFile, file: Upload, by: User
) -> EvidenceVersion:
    last = evidence.versions.aggregate(last=Max("number"))["last"] or 0
    version = EvidenceVersion.objects.create(
        evidence=evidence,
        number=last + 1,
        file=stored,
        file_name=file.name[-NAME_LENGTH:],
        effective_on=file.effective_on,
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )
    record("uploaded", version, by=by, sha256=stored.sha256, number=evidence.number)
    return version
