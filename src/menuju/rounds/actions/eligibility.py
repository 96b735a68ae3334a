"""Take over eligibility figures. The same file twice changes nothing."""

from collections.abc import Sequence

from django.db import transaction

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.rounds.models import EligibilityFigure, Round
from menuju.rounds.queries.eligibility import Figure


@transaction.atomic
def take_over(round_: Round, figures: Sequence[Figure], *, by: User) -> int:
    """Write the figures, newest last; how many rows there were."""
    rows = [
        EligibilityFigure(
            round=round_,
            region_id=one.region,
            key=one.key,
            value=one.value,
            unit=one.unit,
            year=one.year,
            source=one.source,
        )
        for one in figures
    ]
    EligibilityFigure.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["round", "region", "key", "year"],
        update_fields=["value", "unit", "source"],
    )
    record("took over figures", round_, by=by, rows=len(rows))
    return len(rows)
