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


@transaction.atomic
def record_replacement(
    leaves: Participation,
    follows: Participation | None,
    *,
    by: User | None,
    source: str,
) -> None:
    """A selected region withdraws, and the one that follows it, if any, is selected."""
    pairs = [(leaves, Outcome.SELECTED_WITHDRAWN)]
    if follows is not None:
        pairs.append((follows, Outcome.SELECTED))
    for each, outcome in pairs:
        Participation.objects.filter(pk=each.pk).update(
            outcome=outcome, outcome_source=source
        )
        record("recorded outcome", each, by=by, outcome=str(outcome))
