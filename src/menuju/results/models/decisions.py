"""Decisions: who was selected, by named officials, about one release."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from menuju.accounts.models import Person
from menuju.audit.models import Sourced
from menuju.results.models.releases import RegionResult, Release
from menuju.results.models.selection import SelectionRules


class Decision(Sourced):
    """Who was selected: a decision of named officials about one release.

    ``seal`` is the SHA-256 of the result list and of ``seal_salt``, which nobody can guess; it
    is shown before ``opens_at``, when the list and the salt open to all at once.
    """

    release = models.OneToOneField(
        Release, on_delete=models.PROTECT, related_name="decision"
    )
    quota = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=80, blank=True)
    reason = models.TextField(blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    rules = models.ForeignKey(
        SelectionRules, on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    seal = models.CharField(max_length=64, blank=True)
    seal_salt = models.CharField(max_length=64, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("proposed_by")),
                name="a_decision_is_taken_by_a_second_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.release.round} {self.number}"


class DecisionSignatory(Sourced):
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="signatories"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=160)
    institution = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "person"], name="a_person_signs_a_decision_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.institution}"


class DecisionLine(Sourced):
    """One region in a decision. Where it departs from the computed order, it says why.

    Equal scores share a number of ``reserve``.
    """

    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="lines"
    )
    result = models.OneToOneField(
        RegionResult, on_delete=models.PROTECT, related_name="line"
    )
    selected = models.BooleanField()
    reserve = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="1 is the first to move up."
    )
    within_quota = models.BooleanField()
    exception_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(selected=models.F("within_quota"))
                | ~Q(exception_reason=""),
                name="a_departure_from_the_order_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(reserve=None) | Q(selected=False),
                name="a_reserve_is_not_selected",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result}: {self.selected}"
