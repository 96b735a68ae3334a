"""Who did what, when, and where a record comes from.

Entries are only ever added. Each carries the hash of its own canonical text, so that the
trust issue can order and sign them later without touching what was written.
"""

from django.conf import settings
from django.db import models


class Provenance(models.TextChoices):
    """Where a record comes from. Shown wherever the record is shown."""

    ENTERED = "entered", "Dicatat di sini"  # somebody entered it in this product
    PUBLISHED = "published", "Terpublikasi"  # taken over from a named public source
    SIMULATED = "simulated", "Simulasi"  # generated for the demo world


class Sourced(models.Model):
    """A record that says where it comes from."""

    provenance = models.CharField(
        max_length=12, choices=Provenance, default=Provenance.ENTERED
    )
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def is_simulated(self) -> bool:
        return self.provenance == Provenance.SIMULATED


class Entry(models.Model):
    """One act. ``leaf`` is SHA-256(0x00 || canonical JSON of the act), in hex."""

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    verb = models.CharField(max_length=60)
    record = models.CharField(max_length=100, db_index=True)
    detail = models.JSONField(default=dict)
    leaf = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.by} {self.verb} {self.record}"
