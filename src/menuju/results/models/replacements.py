"""A selected region leaves, and the first reserve moves up: a decision of two persons."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from menuju.audit.models import Sourced
from menuju.results.models.decisions import Decision, DecisionLine


class Replacement(Sourced):
    """A change to a decision that was taken; the decision itself stays as it was.

    ``leaves`` is the line of the region that withdraws; ``follows`` that of the first reserve
    then, or null when no reserve is left. Where several share the first number, one of them
    was chosen, and ``choice_reason`` says why. Open until ``decided_at``.
    """

    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="replacements"
    )
    leaves = models.OneToOneField(
        DecisionLine, on_delete=models.PROTECT, related_name="departure"
    )
    follows = models.OneToOneField(
        DecisionLine, on_delete=models.PROTECT, null=True, related_name="arrival"
    )
    reason = models.TextField()
    choice_reason = models.TextField(blank=True)
    number = models.CharField(max_length=80, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["decision", "proposed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="a_replacement_is_taken_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="a_replacement_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leaves} → {self.follows}"
