"""Say that one stands too near to a region, and lift it with a reason."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import Person, User
from menuju.audit.actions import record
from menuju.regions.models import Region
from menuju.rounds.access.conflicts import Nearness, unresolved_between
from menuju.rounds.models import ConflictDeclaration


@transaction.atomic
def declare(
    person: Person, region: Region, *, reason: str, by: User
) -> ConflictDeclaration:
    """Declare a conflict. It closes the region's scores to the person at once."""
    if not reason.strip():
        raise ValidationError(_("Tuliskan apa hubungan Anda dengan daerah ini."))
    made = ConflictDeclaration.objects.create(
        person=person,
        region=region,
        kind=Nearness.DECLARED,
        reason=reason.strip(),
        declared_at=timezone.now(),
    )
    record("declared a conflict", made, by=by, region=region.pk)
    return made


@transaction.atomic
def resolve(
    person: Person, region: Region, kind: Nearness, *, resolution: str, by: User
) -> None:
    """Lift a conflict with a reason: never one's own, never that of a mentor."""
    if by.person_id == person.pk:
        raise PermissionDenied(_("Konflik Anda sendiri diselesaikan oleh orang lain."))
    if kind == Nearness.MENTOR:
        raise PermissionDenied(
            _("Pembimbing tidak pernah menilai daerah yang dibimbingnya.")
        )
    if not resolution.strip():
        raise ValidationError(_("Tuliskan alasan penyelesaian konflik ini."))
    if kind not in {one.kind for one in unresolved_between(person, region)}:
        raise ValidationError(_("Konflik ini tidak ada atau sudah diselesaikan."))
    now = timezone.now()
    open_ones = ConflictDeclaration.objects.filter(
        person=person, region=region, kind=kind, resolved_at=None
    )
    if kind != Nearness.DECLARED and not open_ones.exists():
        ConflictDeclaration.objects.create(
            person=person,
            region=region,
            kind=kind,
            reason=str(kind.label),
            declared_at=now,
        )
    open_ones.update(resolved_at=now, resolved_by=by, resolution=resolution.strip())
    record("resolved a conflict", person, by=by, region=region.pk, kind=str(kind))
