"""Two signatories of a region approve one and the same content of a version."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from menuju.accounts.models import OfficeHolding, User
from menuju.accounts.queries import is_brought_in
from menuju.audit.actions import record
from menuju.messages.actions import notify
from menuju.messages.queries import Message
from menuju.plans.actions.reviews import ChangedTextError
from menuju.plans.actions.withdrawals import withdraw_stale
from menuju.plans.models import Approval, MasterplanVersion
from menuju.plans.models.kinds import APPROVED
from menuju.plans.queries.approvals import (
    Side,
    approvals_in_force,
    holdings_of,
    rests_on_draft,
    says_ready,
    side_of,
)
from menuju.plans.queries.completeness import blockers_of
from menuju.plans.queries.reviews import latest_review, planners_told
from menuju.plans.queries.snapshots import digest_of, snapshot_of

State = MasterplanVersion.State


@transaction.atomic
def sign(
    version: MasterplanVersion, holding: OfficeHolding, *, read: str, by: User
) -> Approval:
    """Approve exactly the content that carries the digest ``read``, by one's own office.

    With the second signature the version is approved and no longer written.
    ChangedTextError if the content is another by now; ValidationError while rules of
    completeness stand against it; PermissionDenied if it is not one's turn.
    """
    held = _lock(version)
    require_ready(held)
    if digest_of(snapshot_of(held)) != read:
        raise ChangedTextError
    require_complete(held)
    if holding not in holdings_of(by.person, held.masterplan.region):
        raise PermissionDenied(_("Anda menandatangani dengan jabatan Anda sendiri."))
    _require_outsider(held, by)
    withdraw_stale(held.pk)
    others = list(approvals_in_force(held))
    _require_second(others, side_of(holding), by)
    made = _note(held, holding, read)
    record("approved", held, by=by, digest=read, side=str(made.side))
    if {one.side for one in (*others, made)} == set(Side):
        _conclude(held, read)
    return made


@transaction.atomic
def take_back(approval: Approval, *, by: User) -> None:
    """Take back one's own approval, until the version is published."""
    held = _lock(approval.plan_version)
    if held.state == State.PUBLISHED:
        text = _("Masterplan ini sudah terbit, jadi pengesahannya tetap tercatat.")
        raise PermissionDenied(text)
    row = Approval.objects.get(pk=approval.pk)
    if row.withdrawn_at:
        return
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    if held.state == State.APPROVED:
        held.state, held.digest = State.REVIEW, ""
        held.save(update_fields=["state", "digest"])
    record("took an approval back", held, by=by, approval=row.pk)


def require_ready(version: MasterplanVersion) -> None:
    """Refuse (403) signatures before the mentor said it is ready, and once both are given."""
    if version.state in {State.APPROVED, State.PUBLISHED}:
        raise PermissionDenied(_("Versi ini sudah disahkan kedua penanda tangan."))
    if version.state != State.REVIEW or not says_ready(latest_review(version)):
        text = _(
            "Versi ini belum dinyatakan siap disahkan oleh pembimbing. "
            "Perencana meminta tinjauan di halaman Bimbingan."
        )
        raise PermissionDenied(text)


def require_complete(version: MasterplanVersion) -> None:
    """Refuse a version against which blocking rules stand, or whose RPJMD is a draft."""
    if rests_on_draft(version):
        text = _("RPJMD acuan masih konsep. Masterplan disahkan setelah RPJMD berlaku.")
        raise ValidationError(text)
    if found := blockers_of(version):
        text = ngettext(
            "%(count)s hal di halaman Kelengkapan masih menahan pengesahan.",
            "%(count)s hal di halaman Kelengkapan masih menahan pengesahan.",
            len(found),
        )
        raise ValidationError(text % {"count": len(found)})


def _lock(version: MasterplanVersion) -> MasterplanVersion:
    rows = MasterplanVersion.objects.select_for_update(of=("self",)).select_related(
        "masterplan__framework",
        "masterplan__guide",
        "masterplan__region",
        "development_plan",
    )
    return rows.get(pk=version.pk)


def _require_outsider(version: MasterplanVersion, by: User) -> None:
    """Refuse whoever mentors or mentored the masterplan: they said that it is ready."""
    if version.masterplan.mentorships.filter(person=by.person_id).exists():
        text = _(
            "Anda pembimbing masterplan ini, sekarang atau dahulu. Yang meninjaunya tidak "
            "mengesahkannya; tanda tangan dari orang lain."
        )
        raise PermissionDenied(text)


def _require_second(others: list[Approval], side: Side, by: User) -> None:
    """Refuse whoever signed already, a side that did, and two who are not sure to be two."""
    for other in others:
        if other.person_id == by.person_id:
            text = _("Anda sudah mengesahkan. Tanda tangan kedua dari orang lain.")
            raise PermissionDenied(text)
        if other.side == side:
            text = _(
                "%(side)s sudah diwakili %(who)s. Tanda tangan kedua dari sisi lain."
            )
            words = {"side": side.label, "who": other.person.name}
            raise PermissionDenied(text % words)
        account = User.objects.filter(person=other.person_id).first()
        if account and is_brought_in(by, account):
            text = _(
                "Salah satu dari kedua penanda tangan membuka akun yang lain lewat "
                "undangan, jadi keduanya tidak dihitung sebagai dua orang yang lepas."
            )
            raise PermissionDenied(text)


def _note(version: MasterplanVersion, holding: OfficeHolding, digest: str) -> Approval:
    return Approval.objects.create(
        plan_version=version,
        person=holding.person,
        office=holding.office.title,
        side=side_of(holding),
        digest=digest,
        at=timezone.now(),
        provenance=version.provenance,
    )


def _conclude(version: MasterplanVersion, digest: str) -> None:
    version.state, version.digest = State.APPROVED, digest
    version.save(update_fields=["state", "digest"])
    plan = version.masterplan
    data = {"version": version, "masterplan": plan, "region": plan.region}
    link = ("plans:approval", version.pk)
    message = Message(APPROVED, data, link, about=version)
    notify(planners_told(plan.region), message)
