"""What a region proves it with: files, their versions, and the claims they support."""

from django.conf import settings
from django.db import models

from menuju.audit.models import Sourced
from menuju.files.models import StoredFile
from menuju.rounds.models.rounds import Participation


class Evidence(Sourced):
    """One document of a region in a round, numbered B1, B2, ...; it may have versions."""

    participation = models.ForeignKey(
        Participation, on_delete=models.CASCADE, related_name="evidence"
    )
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["participation", "number"]
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "number"], name="one_evidence_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"B{self.number} {self.title}"


class EvidenceVersion(Sourced):
    """One uploaded file of a document. A judgement is pinned to the version it read."""

    evidence = models.ForeignKey(
        Evidence, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    effective_on = models.DateField(null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["evidence", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "number"], name="one_file_per_evidence_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.evidence} v{self.number}"


class Claim(Sourced):
    """A document supports an item, on these pages, with these words."""

    evidence = models.ForeignKey(
        Evidence, on_delete=models.CASCADE, related_name="claims"
    )
    item = models.CharField(max_length=40)
    pages = models.CharField(max_length=40, blank=True)
    quote = models.TextField(blank=True)

    class Meta:
        ordering = ["item", "evidence__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "item"], name="one_claim_per_evidence_and_item"
            )
        ]

    def __str__(self) -> str:
        return f"{self.evidence} → {self.item}"
