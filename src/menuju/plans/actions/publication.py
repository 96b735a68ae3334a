"""Publish an approved version: frozen, with the bytes that its digest is of."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.messages.actions import notify
from menuju.messages.queries import Message
from menuju.plans.actions.withdrawals import withdraw_stale
from menuju.plans.models import MasterplanVersion, Publication
from menuju.plans.models.documents import canonical_of, digest_of
from menuju.plans.models.kinds import PUBLISHED
from menuju.plans.queries.reviews import mentors_told, signatories_told
from menuju.plans.queries.snapshots import snapshot_of

State = MasterplanVersion.State


def publish(version: MasterplanVersion, *, by: User | None) -> MasterplanVersion:
    """Let everybody read a version that both signatories approved. Once, for ever.

    If something the content rests on changed since (an agency's name, a draft of the
    RPJMD), the signatures are withdrawn and ValidationError says so.
    """
    if version.state == State.APPROVED and withdraw_stale(version.pk):
        text = _(
            "Isi berubah sejak disahkan, jadi pengesahannya tidak berlaku lagi. "
            "Kedua penanda tangan diberi tahu; minta mereka mengesahkan isi yang baru."
        )
        raise ValidationError(text)
    return _publish(version, by)


@transaction.atomic
def _publish(version: MasterplanVersion, by: User | None) -> MasterplanVersion:
    rows = MasterplanVersion.objects.select_for_update(of=("self",)).select_related(
        "masterplan__framework", "masterplan__guide", "masterplan__region"
    )
    held = rows.get(pk=version.pk)
    if held.state != State.APPROVED:
        text = _("Hanya versi yang disahkan kedua penanda tangan yang dapat terbit.")
        raise PermissionDenied(text)
    content = snapshot_of(held)
    if digest_of(content) != held.digest:
        raise ValidationError(_("Isi baru saja berubah. Muat ulang halaman ini."))
    held.state, held.published_at = State.PUBLISHED, timezone.now()
    held.save(update_fields=["state", "published_at"])
    Publication.objects.create(
        plan_version=held, canonical=canonical_of(content), published_by=by
    )
    record("published", held, by=by, digest=held.digest)
    _tell(held)
    return held


def _tell(version: MasterplanVersion) -> None:
    """Those who signed and those who guided."""
    plan = version.masterplan
    data = {"version": version, "masterplan": plan, "region": plan.region}
    link = ("plans:approval", version.pk)
    to = {
        user.pk: user for user in (*signatories_told(plan.region), *mentors_told(plan))
    }
    notify(to.values(), Message(PUBLISHED, data, link, about=version))
