"""A round, its phases, and which regions take part."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from menuju.audit.models import Sourced
from menuju.instruments.models import Version
from menuju.regions.models import Region


class Round(Sourced):
    """One assessment of many regions by one instrument version, for a number of places."""

    class Phase(models.TextChoices):
        PREPARATION = "preparation", _("Persiapan")
        SELF_ASSESSMENT = "self_assessment", _("Penilaian mandiri")
        ASSESSMENT = "assessment", _("Penilaian asesor")
        MODERATION = "moderation", _("Musyawarah")
        DECISION = "decision", _("Keputusan")
        PUBLISHED = "published", _("Terbit")

    class Agreement(models.TextChoices):
        MEAN = "mean", _("Rata-rata")
        MEDIAN = "median", _("Median")

    class Severity(models.TextChoices):
        NONE = "none", _("Tidak dikoreksi")
        ADDITIVE = "additive", _("Dikoreksi menurut model aditif")

    class Ties(models.TextChoices):
        SHARE = "share", _("Nilai sama berbagi posisi; batas kuota diputuskan orang")

    code = models.SlugField(max_length=30, unique=True)
    title_id = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160)
    year = models.PositiveSmallIntegerField()
    phase_number = models.PositiveSmallIntegerField(help_text="Tahap I, II, III.")
    instrument_version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="rounds"
    )
    quota = models.PositiveSmallIntegerField()
    assessors_per_region = models.PositiveSmallIntegerField(default=3)
    tolerance = models.DecimalField(max_digits=4, decimal_places=2, default=1)
    agreement = models.CharField(
        max_length=8, choices=Agreement, default=Agreement.MEAN
    )
    ties = models.CharField(max_length=8, choices=Ties, default=Ties.SHARE)
    publish_positions = models.BooleanField(default=False)
    publish_scores = models.BooleanField(
        default=True, help_text="Single scores (A, B, C) are for everybody once out."
    )
    severity = models.CharField(max_length=10, choices=Severity, default=Severity.NONE)
    severity_declared_at = models.DateTimeField(null=True, blank=True)
    series = models.SlugField(
        max_length=30, blank=True, help_text="Rounds that share one total of places."
    )
    objection_hours = models.PositiveSmallIntegerField(default=24)
    reply_days = models.PositiveSmallIntegerField(default=14)
    time_zone = models.CharField(max_length=40, default="Asia/Jakarta")
    phase = models.CharField(max_length=16, choices=Phase, default=Phase.PREPARATION)

    class Meta:
        ordering = ["-year", "-phase_number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(assessors_per_region__gte=2),
                name="a_region_is_judged_by_at_least_two",
            ),
            models.CheckConstraint(
                condition=Q(quota__gt=0), name="a_round_has_places_to_give"
            ),
            models.CheckConstraint(
                condition=Q(severity="none") | Q(severity_declared_at__isnull=False),
                name="a_severity_correction_is_declared",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def title(self) -> str:
        """Its name in the reader's language."""
        return self.title_en if get_language() == "en" else self.title_id


class PhaseWindow(models.Model):
    """When a phase of a round is open. The server's clock decides."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="windows")
    phase = models.CharField(max_length=16, choices=Round.Phase)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    opens_itself = models.BooleanField(
        default=False, help_text="A dated rule opens it, if its preconditions hold."
    )

    class Meta:
        ordering = ["round", "opens_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "phase"], name="one_window_per_phase"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=models.F("opens_at")),
                name="a_window_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.phase}"


class PhaseChange(models.Model):
    """A round went from one phase to another, by a person or by its dated rule."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="changes")
    phase_before = models.CharField(max_length=16, choices=Round.Phase)
    phase_after = models.CharField(max_length=16, choices=Round.Phase)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.round}: {self.phase_before} → {self.phase_after}"


class Participation(Sourced):
    """A region in a round: invited, confirmed or withdrawn; at the end, its outcome."""

    class Status(models.TextChoices):
        INVITED = "invited", _("Diundang")
        CONFIRMED = "confirmed", _("Ikut serta")
        WITHDRAWN = "withdrawn", _("Mundur")

    class Outcome(models.TextChoices):
        SELECTED = "selected", _("Terpilih")
        NOT_SELECTED = "not_selected", _("Belum terpilih")
        SELECTED_WITHDRAWN = "selected_withdrawn", _("Terpilih, lalu mundur")

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="participations"
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="participations"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.INVITED)
    is_anchor = models.BooleanField(
        default=False, help_text="Judged by every assessor, so that severity is known."
    )
    invited_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reply_reason = models.TextField(blank=True, help_text="Why it declined.")
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    outcome_provenance = models.CharField(max_length=12, blank=True)
    outcome_source = models.CharField(max_length=300, blank=True)
    note_id = models.TextField(blank=True, help_text="Shown with the outcome.")
    note_en = models.TextField(blank=True)

    class Meta:
        ordering = ["round", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "region"], name="a_region_takes_part_once_per_round"
            )
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.round}"

    @property
    def is_outcome_public(self) -> bool:
        """Whether the outcome may be told: it is decided before it is published."""
        return bool(self.outcome) and self.round.phase == Round.Phase.PUBLISHED

    @property
    def note(self) -> str:
        """What is said beside the outcome, in the reader's language."""
        return self.note_en if get_language() == "en" else self.note_id


class EligibilityFigure(Sourced):
    """A figure looked at before inviting a region: fiscal capacity, green city index, ..."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="figures")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=40)
    value = models.DecimalField(max_digits=20, decimal_places=6)
    unit = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "region", "key", "year"],
                name="one_eligibility_figure_per_region_key_and_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.key} {self.year}"
