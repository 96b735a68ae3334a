"""What came out: releases, decisions, and results that others published.

A release is a pure function of a freeze: the same inputs give the same figures for ever.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import Person
from menuju.audit.models import Sourced
from menuju.regions.models import Region
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
    ``position`` is 1 for the highest; equal scores share it; null when there is no score.
    """

    release = models.ForeignKey(
        Release, on_delete=models.PROTECT, related_name="results"
    )
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, related_name="results"
    )
    score = models.FloatField(null=True)
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


class Decision(Sourced):
    """Who was selected: a decision of named officials about one release."""

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
    """One region in a decision. Where it departs from the computed order, it says why."""

    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="lines"
    )
    result = models.OneToOneField(
        RegionResult, on_delete=models.PROTECT, related_name="line"
    )
    selected = models.BooleanField()
    within_quota = models.BooleanField()
    exception_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(selected=models.F("within_quota"))
                | ~Q(exception_reason=""),
                name="a_departure_from_the_order_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.result}: {self.selected}"


class PublishedResult(Sourced):
    """A figure that others published about a region, with all that was printed of it."""

    class Confidence(models.TextChoices):
        SOURCED = "S", _("Bersumber")
        CONFLICTING = "S?", _("Sumber lemah atau berbeda")
        DERIVED = "D", _("Diturunkan dari angka bersumber")

    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="published_results"
    )
    measure = models.SlugField(max_length=30, default="evaluation")
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=6, decimal_places=3)
    scale_min = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    scale_max = models.DecimalField(max_digits=6, decimal_places=2, default=4)
    instrument_label = models.CharField(max_length=60, blank=True)
    peers_id = models.CharField(max_length=160, blank=True)
    peers_en = models.CharField(max_length=160, blank=True)
    position_id = models.CharField(max_length=200, blank=True)
    position_en = models.CharField(max_length=200, blank=True)
    parts = models.JSONField(default=dict)
    confidence = models.CharField(max_length=2, choices=Confidence)
    note_id = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    class Meta:
        ordering = ["region", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "measure", "year", "value"],
                name="one_published_figure_per_region_and_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.measure} {self.year}: {self.value}"


class PublishedEvent(Sourced):
    """Something published that belongs to a region's way: a masterplan, a review."""

    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="published_events"
    )
    on = models.DateField()
    precision = models.CharField(
        max_length=5,
        choices=[("day", "Hari"), ("month", "Bulan"), ("year", "Tahun")],
        default="day",
    )
    kind = models.SlugField(max_length=30)
    title_id = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    text_id = models.TextField(blank=True)
    text_en = models.TextField(blank=True)

    class Meta:
        ordering = ["region", "on"]

    def __str__(self) -> str:
        return f"{self.region} {self.on}: {self.title_id}"
