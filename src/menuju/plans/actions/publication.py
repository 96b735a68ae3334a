"""Publish an approved version: frozen, with the bytes of its digest and the words of its books."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.messages.actions import notify
from menuju.messages.queries import Message
from menuju.plans.actions.withdrawals import withdraw_stale
from menuju.plans.models import MasterplanVersion, Publication, PublishedBook
from menuju.plans.models.documents import canonical_of, digest_of
from menuju.plans.models.kinds import PUBLISHED
from menuju.plans.queries.books.published import written_down
from menuju.plans.queries.reviews import mentors_told, signatories_told
from menuju.plans.queries.snapshots import snapshot_of

State = MasterplanVersion.State


def publish(
    version: MasterplanVersion, *, by: User | None, at: datetime | None = None
) -> MasterplanVersion:
    """Let everybody read a version that both signatories approved. Once, for ever.

    ``at`` is now, unless a simulated past is told: what is written down names the day. If something the content rests on changed since (an agency's name, a draft of the
    RPJMD), the signatures are withdrawn and ValidationError says so.
    """
    if version.state == State.APPROVED and withdraw_stale(version.pk):
        text = _(
            "Isi berubah sejak disahkan, jadi pengesahannya tidak berlaku lagi. "
            "Kedua penanda tangan diberi tahu; minta mereka mengesahkan isi yang baru."
        )
        raise ValidationError(text)
    return _publish(version, by, at or timezone.now())


@transaction.atomic
def _publish(
    version: MasterplanVersion, by: User | None, at: datetime
) -> MasterplanVersion:
    rows = MasterplanVersion.objects.select_for_update(of=("self",)).select_related(
        "masterplan__framework", "masterplan__guide", "masterplan__region__province"
    )
    held = rows.get(pk=version.pk)
    if held.state != State.APPROVED:
        text = _("Hanya versi yang disahkan kedua penanda tangan yang dapat terbit.")
        raise PermissionDenied(text)
    held.state, held.published_at = State.PUBLISHED, at
    held.save(update_fields=["state", "published_at"])
    books = _freeze(held, by)
    record("published", held, by=by, digest=held.digest, books=books)
    _tell(held)
    return held


def _freeze(version: MasterplanVersion, by: User | None) -> dict[str, str]:
    """Keep what was approved and how its books read; the digest of each book by its code.

    The digest is looked at after the books were read: a name that changes between two
    reads would stand in one of them only.
    """
    books = PublishedBook.objects.bulk_create(written_down(version))
    content = snapshot_of(version)
    if digest_of(content) != version.digest:
        raise ValidationError(_("Isi baru saja berubah. Muat ulang halaman ini."))
    Publication.objects.create(
        plan_version=version, canonical=canonical_of(content), published_by=by
    )
    return {one.book: one.sha256 for one in books}


def _tell(version: MasterplanVersion) -> None:
    """Those who signed and those who guided."""
    plan = version.masterplan
    data = {"version": version, "masterplan": plan, "region": plan.region}
    link = ("plans:approval", version.pk)
    to = {
        user.pk: user for user in (*signatories_told(plan.region), *mentors_told(plan))
    }
    notify(to.values(), Message(PUBLISHED, data, link, about=version))
