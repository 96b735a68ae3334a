"""Take over the agencies and offices of many regions at once."""

from collections.abc import Sequence

from django.db import transaction

from menuju.audit.actions import record
from menuju.regions.models import Agency, Office

BATCH = 1_000


@transaction.atomic
def add_agencies(agencies: Sequence[Agency], offices: Sequence[Office]) -> None:
    """Add agencies and the posts in them; a post lies in an agency of its own region."""
    for office in offices:
        if office.agency and office.agency.region_id != office.region_id:
            raise ValueError(f"{office} lies in an agency of another region")
    Agency.objects.bulk_create(agencies, BATCH)
    Office.objects.bulk_create(offices, BATCH)
    record(
        "added agencies",
        agencies[0],
        by=None,
        agencies=len(agencies),
        offices=len(offices),
    )
