"""Agencies and posts, entered one at a time. Who holds a post is kept by ``accounts``."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from menuju.audit.actions import record
from menuju.regions.models import OF_THE_REGION, Agency, Office, Rank, Region

if TYPE_CHECKING:
    from menuju.accounts.models import User


@transaction.atomic
def add_agency(
    region: Region, kind: Agency.Kind, name: str, short_name: str, *, by: "User"
) -> Agency:
    """Enter an agency of a region, by the name it has there. ValidationError if known."""
    name, short_name = name.strip(), short_name.strip()
    if Agency.objects.filter(region=region, name__iexact=name).exists():
        raise ValidationError(
            {"name": gettext("Perangkat daerah dengan nama ini sudah tercatat di sini")}
        )
    agency = Agency.objects.create(
        region=region, kind=kind, name=name, short_name=short_name or name[:60]
    )
    record("added agency", agency, by=by, region=region.pk)
    return agency


@transaction.atomic
def add_office(
    region: Region, rank: Rank, title: str, *, agency: Agency | None, by: "User"
) -> Office:
    """Enter a post: of the region itself, or below it in one of its agencies."""
    title = title.strip()
    if (rank in OF_THE_REGION) is not (agency is None):
        raise ValidationError({"agency": _place_of(rank)})
    if agency and agency.region_id != region.pk:
        raise ValidationError(
            {"agency": gettext("Pilih perangkat daerah dari daerah ini")}
        )
    if Office.objects.filter(region=region, title__iexact=title).exists():
        raise ValidationError(
            {"title": gettext("Jabatan dengan nama ini sudah tercatat di sini")}
        )
    office = Office.objects.create(region=region, rank=rank, title=title, agency=agency)
    record("added office", office, by=by, region=region.pk)
    return office


def _place_of(rank: Rank) -> str:
    if rank in OF_THE_REGION:
        return gettext("Jabatan ini tidak berada di bawah perangkat daerah. Kosongkan")
    return gettext("Jabatan ini berada di perangkat daerah. Pilih yang mana")
