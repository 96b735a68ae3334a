"""What a region says about itself: answers, delegation, and the submission."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from menuju.accounts.models import Person
from menuju.audit.models import Sourced
from menuju.regions.models import Agency
from menuju.rounds.models.rounds import Participation


class Answer(Sourced):
    """The region's answer to one item. ``version`` guards against two editors at once."""

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="answers"
    )
    item = models.CharField(max_length=40)
    level = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    narrative = models.TextField(blank=True)
    is_done = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    edited_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["participation", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "item"], name="one_answer_per_item"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation} {self.item}"


class AnswerRevision(models.Model):
    """What an answer was before or after one save. Written by ``actions`` only."""

    answer = models.ForeignKey(
        Answer, on_delete=models.CASCADE, related_name="revisions"
    )
    version = models.PositiveIntegerField()
    level = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    narrative = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["answer", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "version"], name="one_revision_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.answer} v{self.version}"


class Delegation(Sourced):
    """An item handed to an agency of the region, and back."""

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="delegations"
    )
    item = models.CharField(max_length=40)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    delegated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    delegated_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "item"],
                condition=Q(returned_at=None),
                name="an_item_is_with_one_agency_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation} {self.item} → {self.agency}"


class Submission(Sourced):
    """The signed self-assessment. One per participation; never changed.

    ``receipt`` lists every item and file with its hash; ``digest`` is the SHA-256 of its
    canonical JSON; ``leaf`` is the audit leaf written in the same transaction. ``key`` is
    the browser's idempotency key: sending the same form twice gives the same receipt.
    """

    participation = models.OneToOneField(
        Participation, on_delete=models.PROTECT, related_name="submission"
    )
    key = models.CharField(max_length=64)
    signed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signatory_name = models.CharField(max_length=120)
    signatory_office = models.CharField(max_length=160)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField()
    receipt = models.JSONField()
    digest = models.CharField(max_length=64)
    leaf = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.participation} {self.digest[:12]}"


class AttemptReceipt(models.Model):
    """We saw you try at this moment, and did not accept it for this reason."""

    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="attempts"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=30)
    digest = models.CharField(max_length=64)
    leaf = models.CharField(max_length=64)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.participation} {self.reason}"
