"""Write what a decision means for each region that took part."""

from collections.abc import Mapping

from django.db import transaction

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.rounds.models import Participation, Round

Outcome = Participation.Outcome


@transaction.atomic
def record_outcomes(
    round_: Round, selected: Mapping[int, bool], *, by: User | None, source: str = ""
) -> None:
    """Set the outcome of each participation, by its key: selected, or not yet."""
    for is_selected, outcome in (
        (True, Outcome.SELECTED),
        (False, Outcome.NOT_SELECTED),
    ):
        keys = [key for key, chosen in selected.items() if chosen is is_selected]
        Participation.objects.filter(round=round_, pk__in=keys).update(
            outcome=outcome, outcome_source=source
        )
    record("recorded outcomes", round_, by=by, selected=sum(selected.values()))
