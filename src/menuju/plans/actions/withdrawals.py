"""A change to what was signed withdraws the signatures, and tells those who signed."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.messages.actions import notify
from menuju.messages.queries import Message
from menuju.plans.models import Approval, MasterplanVersion
from menuju.plans.models.kinds import APPROVAL_WITHDRAWN
from menuju.plans.queries.approvals import approvals_in_force
from menuju.plans.queries.snapshots import digest_of, snapshot_of

State = MasterplanVersion.State


def watch(version: MasterplanVersion) -> None:
    """Look again at a version's approvals once this transaction is through.

    Every act that holds a version to write in it comes here; only what changed the
    content, and not a lock or a remark, withdraws anything. Signing and publishing look at
    the digest again, so that nothing rests on this being in time.
    """
    if approvals_in_force(version).exists():
        transaction.on_commit(partial(withdraw_stale, version.pk), robust=True)


@transaction.atomic
def withdraw_stale(version: int) -> list[Approval]:
    """Withdraw the approvals of other content than a version (by key) has now."""
    rows = MasterplanVersion.objects.select_for_update(of=("self",))
    held = rows.select_related(
        "masterplan__region", "masterplan__framework", "masterplan__guide"
    ).get(pk=version)
    if held.state == State.PUBLISHED:
        return []
    digest = digest_of(snapshot_of(held))
    stale = [one for one in approvals_in_force(held) if one.digest != digest]
    if stale and held.state == State.APPROVED:
        held.state, held.digest = State.REVIEW, ""
        held.save(update_fields=["state", "digest"])
    for one in stale:
        _withdraw(held, one)
    return stale


def _withdraw(version: MasterplanVersion, approval: Approval) -> None:
    approval.withdrawn_at = timezone.now()
    approval.save(update_fields=["withdrawn_at"])
    record("withdrew an approval", version, by=None, approval=approval.pk)
    data = {
        "approval": approval,
        "version": version,
        "masterplan": version.masterplan,
        "region": version.masterplan.region,
    }
    to = User.objects.filter(person=approval.person_id)
    link = ("plans:approval", version.pk)
    notify(to, Message(APPROVAL_WITHDRAWN, data, link, about=version))
