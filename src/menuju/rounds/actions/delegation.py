"""Hand an item to an agency of the region, and take it back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.regions.models import Agency
from menuju.rounds.actions.participation import hold_open
from menuju.rounds.models import Delegation, Participation
from menuju.rounds.queries.answers import asked_of, tree_for


@transaction.atomic
def delegate(
    participation: Participation, item: str, *, agency: Agency, note: str, by: User
) -> Delegation:
    """Hand an item to an agency; one that has it already gives it back first."""
    held = hold_open(participation)
    tree = tree_for(held)
    if (
        agency.region_id != held.region_id
        or item not in tree
        or not tree.node(item).item
        or not asked_of(tree, held.region)[item]
    ):
        raise ValidationError(_("Butir atau perangkat daerah ini tidak dapat dipilih."))
    held.delegations.filter(item=item, returned_at=None).update(
        returned_at=timezone.now()
    )
    handed = Delegation.objects.create(
        participation=held,
        item=item,
        agency=agency,
        note=note,
        delegated_by=by,
        delegated_at=timezone.now(),
    )
    record("delegated", handed, by=by, item=item, agency=agency.pk)
    return handed


@transaction.atomic
def give_back(
    participation: Participation, item: str, *, note: str, by: User
) -> Delegation:
    """Return an item to the region's coordinator."""
    held = hold_open(participation)
    handed = held.delegations.filter(item=item, returned_at=None).first()
    if handed is None:
        raise ValidationError(_("Butir ini sedang tidak didelegasikan."))
    handed.returned_at = timezone.now()
    handed.returned_note = note
    handed.save(update_fields=["returned_at", "returned_note"])
    record("returned", handed, by=by, item=item)
    return handed
