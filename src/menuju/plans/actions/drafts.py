"""The lock on a version that is written: every act on its content begins here."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from menuju.plans.models import MasterplanVersion

WRITABLE = (MasterplanVersion.State.DRAFT, MasterplanVersion.State.REVIEW)


def hold_version(version: MasterplanVersion) -> MasterplanVersion:
    """The version with its masterplan and framework, locked until the transaction ends.

    PermissionDenied once it is approved or published.
    """
    rows = MasterplanVersion.objects.select_for_update(of=("self",))
    held = rows.select_related("masterplan__framework").get(pk=version.pk)
    if held.state not in WRITABLE:
        raise PermissionDenied(_("Versi ini sudah disahkan dan tidak diubah."))
    return held
