"""What can happen to a version: drafted, edited, proposed, published. Nothing after that."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.instruments.models import Instrument, Version
from menuju.instruments.models.checks import problems
from menuju.instruments.models.document import Document
from menuju.instruments.queries import document_of


class StaleEdition(Exception):  # noqa: N818 -- a fact about the draft, not a fault
    """Somebody else saved the draft since it was opened; ``held`` is what is kept."""

    def __init__(self, held: Version) -> None:
        super().__init__(f"{held} is at edition {held.edition}")
        self.held = held


@transaction.atomic
def create_draft(document: Document, *, by: User | None) -> Version:
    """Keep a new draft of this document. ValidationError if its version exists."""
    instrument, _ = Instrument.objects.get_or_create(
        code=document.code,
        defaults={"title_id": document.title.id, "title_en": document.title.en},
    )
    _refuse_taken(instrument, document.version)
    version = Version.objects.create(
        instrument=instrument, label=document.version, document=document.content
    )
    record("drafted", version, by=by, content=document.content_hash)
    return version


@transaction.atomic
def copy_version(version: Version, label: str, *, by: User) -> Version:
    """A draft with the same content under a new label. ValidationError if taken."""
    _refuse_taken(version.instrument, label)
    document = document_of(version).model_copy(update={"version": label})
    _refuse_bad_label(document)
    copy = Version.objects.create(
        instrument=version.instrument,
        label=label,
        document=document.content,
        copied_from=version,
    )
    record("copied", copy, by=by, of=version.pk)
    return copy


@transaction.atomic
def save_draft(
    version: Version, document: Document, *, edition: int, by: User
) -> Version:
    """Replace the draft's content, if it is still the edition that was opened.

    StaleEdition if somebody saved in between; PermissionDenied once it is proposed or
    published. A draft may be wrong for a while: it is checked when it is proposed.
    """
    held = _hold(version)
    if held.status != Version.Status.DRAFT:
        raise PermissionDenied(gettext("Hanya draf yang dapat diubah."))
    if held.edition != edition:
        raise StaleEdition(held)
    if (document.code, document.version) != (held.instrument.code, held.label):
        raise ValidationError(
            gettext("Isi ini milik %(code)s %(version)s, bukan %(held)s.")
            % {"code": document.code, "version": document.version, "held": held}
        )
    held.document = document.content
    held.edition += 1
    held.save(update_fields=["document", "edition"])
    record("edited", held, by=by, content=document.content_hash, edition=held.edition)
    return held


@transaction.atomic
def propose(version: Version, *, by: User) -> Version:
    """Hand the draft to a second person. ValidationError lists what must be mended."""
    held = _hold(version)
    if held.status != Version.Status.DRAFT:
        raise PermissionDenied(gettext("Hanya draf yang dapat diajukan."))
    _refuse_problems(held)
    held.status = Version.Status.PROPOSED
    held.proposed_by, held.proposed_at = by, timezone.now()
    held.save(update_fields=["status", "proposed_by", "proposed_at"])
    record("proposed", held, by=by, content=document_of(held).content_hash)
    return held


@transaction.atomic
def take_back(version: Version, *, by: User) -> Version:
    """Make a proposed version a draft again, to be mended."""
    held = _hold(version)
    if held.status != Version.Status.PROPOSED:
        raise PermissionDenied(gettext("Hanya versi yang diajukan dapat ditarik."))
    held.status = Version.Status.DRAFT
    held.proposed_by = held.proposed_at = None
    held.save(update_fields=["status", "proposed_by", "proposed_at"])
    record("taken back", held, by=by)
    return held


@transaction.atomic
def publish(version: Version, *, edition: int, by: User) -> Version:
    """Publish what another person proposed. From here on it never changes.

    StaleEdition if it was taken back and edited since the ``edition`` that was read.
    """
    held = _hold(version)
    if held.status != Version.Status.PROPOSED:
        raise PermissionDenied(gettext("Hanya versi yang diajukan dapat diterbitkan."))
    if held.proposed_by == by:
        raise PermissionDenied(
            gettext("Versi diterbitkan oleh orang kedua, bukan oleh pengusulnya.")
        )
    if held.edition != edition:
        raise StaleEdition(held)
    _refuse_problems(held)
    return _published(held, by)


def _published(held: Version, by: User | None) -> Version:
    held.status = Version.Status.PUBLISHED
    held.published_by, held.published_at = by, timezone.now()
    held.content_hash = document_of(held).content_hash
    held.save(update_fields=["status", "published_by", "published_at", "content_hash"])
    record("published", held, by=by, content=held.content_hash)
    return held


@transaction.atomic
def publish_shipped(document: Document, *, file: str, by: User | None) -> Version:
    """Publish a document that came with the product, once.

    ValidationError if it is wrong, or if this version was published with other content.
    """
    found = Version.objects.filter(
        instrument__code=document.code, label=document.version
    ).first()
    if found and found.content_hash == document.content_hash:
        return found
    if found:
        raise ValidationError(
            gettext("%(version)s sudah ada dengan isi lain; beri label versi baru.")
            % {"version": found}
        )
    version = create_draft(document, by=by)
    _refuse_problems(version)
    record("shipped", version, by=by, file=file, source=document.source)
    return _published(version, by)


def _hold(version: Version) -> Version:
    """Lock the version until the transaction ends, as it is now."""
    versions = Version.objects.select_for_update(of=("self",))
    return versions.select_related("instrument").get(pk=version.pk)


def _refuse_taken(instrument: Instrument, label: str) -> None:
    if instrument.versions.filter(label=label).exists():
        raise ValidationError(
            gettext("%(code)s %(label)s sudah ada; pilih label lain.")
            % {"code": instrument.code, "label": label}
        )


def _refuse_bad_label(document: Document) -> None:
    wrong = [p for p in problems(document) if p.path == ("version",)]
    if wrong:
        raise ValidationError([f"{p.message} {p.mend}" for p in wrong])


def _refuse_problems(version: Version) -> None:
    if found := problems(document_of(version)):
        raise ValidationError([str(problem) for problem in found])
