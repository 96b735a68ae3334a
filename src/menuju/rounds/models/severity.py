"""How strict the assessors of a round were, computed once from named inputs."""

from django.db import models

from menuju.audit.models import Sourced
from menuju.rounds.models.rounds import Round


class SeverityReport(Sourced):
    """Agreement by item, severity by assessor, and the health of each item's rubric.

    ``inputs_digest`` is the SHA-256 of the sent scores it was computed from; the same digest
    never needs a second computation. ``figures`` holds {"blocks": [[letter or code, ...]],
    "assessors": [{"person", "severity", "se", "infit", "outfit", "scores"}], "items":
    [{"code", "alpha", "spread", "ceiling", "confusion", "insufficient", "scores"}],
    "method": {...}}; severity in points of the scale, higher is stricter.
    """

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="severity_reports"
    )
    inputs_digest = models.CharField(max_length=64)
    figures = models.JSONField()
    engine = models.CharField(max_length=30)
    computed_at = models.DateTimeField()

    class Meta:
        ordering = ["-computed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "inputs_digest"],
                name="one_severity_report_per_round_and_inputs",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.inputs_digest[:12]}"
