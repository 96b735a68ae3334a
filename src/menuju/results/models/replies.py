"""What an answered reply did to a region's figures and to the decision."""

from django.db import models

from menuju.audit.models import Sourced
from menuju.results.models.releases import RegionResult
from menuju.rounds.models import Reply


class ReplyEffect(Sourced):
    """The figures with and without the point that a region contested.

    Scores are on the root's scale, unrounded; null is unknown. ``moves`` says whether the
    region would stand on the other side of the line; the decision itself is not changed by
    this record, only by a new decision of two persons.
    """

    reply = models.OneToOneField(Reply, on_delete=models.PROTECT, related_name="effect")
    result = models.ForeignKey(
        RegionResult, on_delete=models.PROTECT, related_name="reply_effects"
    )
    score_before = models.FloatField(null=True)
    score_after = models.FloatField(null=True)
    position_before = models.PositiveSmallIntegerField(null=True)
    position_after = models.PositiveSmallIntegerField(null=True)
    within_before = models.BooleanField()
    within_after = models.BooleanField()
    moves = models.BooleanField()
    digest = models.CharField(max_length=64)
    computed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.reply}: {self.score_before} → {self.score_after}"
