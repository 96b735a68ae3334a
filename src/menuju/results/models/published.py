"""Figures and events that others published about a region."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from menuju.audit.models import Sourced
from menuju.regions.models import Region


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
