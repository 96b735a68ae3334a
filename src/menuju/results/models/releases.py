"""Releases: the scores of a round, computed once from its freeze."""

from django.db import models

from menuju.audit.models import Sourced
from menuju.rounds.models import Freeze, Participation, Round


class Release(Sourced):
    """The scores of a round, computed once from its freeze."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="releases")
    freeze = models.OneToOneField(
        Freeze, on_delete=models.PROTECT, related_name="release"
    )
    instrument_hash = models.CharField(max_length=64)
    engine = models.CharField(max_length=30)
    digest = models.CharField(max_length=64)
    computed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-computed_at"]

    def __str__(self) -> str:
        return f"{self.round} {self.digest[:12]}"


class RegionResult(Sourced):
    """One region in a release.

    ``nodes`` maps a node's code to {value, weight, applies, why}: value on the node's own
    scale, unrounded, as a float, or null when unknown; weight is the effective share.
    ``score`` is the official one: ``adjusted_score``, free of the assessors' severity, only if
    the round declared so before scoring, else ``raw_score``; both are kept where known.
    ``position`` is 1 for the highest; equal scores share it; null when there is no score.
    """

    release = models.ForeignKey(
        Release, on_delete=models.PROTECT, related_name="results"
    )
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="results"
    )
    score = models.FloatField(null=True)
    raw_score = models.FloatField(null=True)
    adjusted_score = models.FloatField(null=True)
    position = models.PositiveSmallIntegerField(null=True)
    tied = models.BooleanField(default=False)
    nodes = models.JSONField()

    class Meta:
        ordering = ["release", "participation"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "participation"], name="one_result_per_region"
            )
        ]

    def __str__(self) -> str:
        return f"{self.participation}: {self.score}"
