"""Files by their content: one row and one object for each distinct SHA-256."""

from django.db import models
from django.db.models import Q


class StoredFile(models.Model):
    """A file kept under its own hash. It is never changed and never deleted."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        JPG = "jpg", "JPG"
        PNG = "png", "PNG"
        XLSX = "xlsx", "XLSX"
        DOCX = "docx", "DOCX"

    sha256 = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=5, choices=Kind)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField(null=True, blank=True)
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0), name="a_stored_file_is_not_empty"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:12]}.{self.kind}"
