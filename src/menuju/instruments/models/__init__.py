"""What is asked: instruments and their versions.

The content of a version is one document (see ``document``), kept as canonical JSON. Once
published it never changes: its hash is its identity, and next year's is a new version.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from menuju.instruments.models.document import Text


class Instrument(models.Model):
    code = models.SlugField(max_length=40, unique=True)
    title_id = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def title(self) -> Text:
        """Its name in both languages; as a string, in the reader's."""
        return Text(id=self.title_id, en=self.title_en)


class Version(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", "Draf"
        PROPOSED = "proposed", "Diajukan"
        PUBLISHED = "published", "Terbit"

    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="versions"
    )
    label = models.CharField(max_length=30)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    document = models.JSONField()
    content_hash = models.CharField(max_length=64, blank=True)
    edition = models.PositiveIntegerField(default=1)
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["instrument", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "label"], name="one_version_of_a_label"
            ),
            models.CheckConstraint(
                condition=~Q(status="published")
                | (Q(published_at__isnull=False) & ~Q(content_hash="")),
                name="a_published_version_has_a_date_and_a_hash",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by=None)
                | Q(published_by=None)
                | ~Q(proposed_by=models.F("published_by")),
                name="a_version_is_published_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.label}"

    @property
    def named(self) -> str:
        """What people call it: title and label, in the reader's language. ``str`` is its code."""
        return gettext("%(title)s, versi %(label)s") % {
            "title": self.instrument.title,
            "label": self.label,
        }

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED


class Crosswalk(models.Model):
    """What became of each item from one version to the next, checked by a person.

    ``entries`` is a list of {from, to, kind, comparable, reason}; kind is one of equal,
    reworded, narrower, broader, new, dropped.
    """

    older = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    newer = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    entries = models.JSONField(default=list)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["older", "newer"], name="one_crosswalk_per_pair_of_versions"
            )
        ]

    def __str__(self) -> str:
        return f"{self.older} → {self.newer}"
