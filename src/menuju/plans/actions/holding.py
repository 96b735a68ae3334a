"""Hold a masterplan version while something on it is written."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from menuju.plans.actions.withdrawals import watch
from menuju.plans.models import MasterplanVersion

WRITABLE = (MasterplanVersion.State.DRAFT, MasterplanVersion.State.REVIEW)


def hold_version(version: MasterplanVersion) -> MasterplanVersion:
    """The version, locked until the end of the transaction, with masterplan, framework and guide.

    PermissionDenied once it is approved or published. What changes the content withdraws
    the signatures that it has by then (``actions.withdrawals``).
    """
    rows = MasterplanVersion.objects.select_for_update(of=("self",)).select_related(
        "masterplan__framework", "masterplan__guide", "masterplan__region"
    )
    held = rows.get(pk=version.pk)
    if held.state not in WRITABLE:
        raise PermissionDenied(_("Versi ini sudah disahkan dan tidak diubah."))
    watch(held)
    return held
