"""The typed content of a masterplan version.

Every element has a ``key`` that stays the same in later versions, so that two versions can
be compared element by element.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from menuju.audit.models import Sourced
from menuju.plans.models.development import Direction
from menuju.plans.models.masterplans import MasterplanVersion
from menuju.regions.models import Agency


class Element(Sourced):
    """One thing in a version: it keeps its key when a later version copies it."""

    key = models.UUIDField(default=uuid.uuid4, editable=False)
    order = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class ContextFigure(Element):
    """A figure about the region that the plan rests on."""

    plan_version = models.ForeignKey(
        MasterplanVersion, on_delete=models.CASCADE, related_name="context_figures"
    )
    label = models.CharField(max_length=160)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    unit = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["plan_version", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.label} {self.year}"


class Pillar(models.TextChoices):
    """Where readiness is looked at."""

    STRUCTURE = "structure", _("Struktur")
    INFRASTRUCTURE = "infrastructure", _("Infrastruktur")
    SUPERSTRUCTURE = "superstructure", _("Suprastruktur")


class ReadinessPoint(Element):
    """What is there, what the plan needs, and the gap between."""

    plan_version = models.ForeignKey(
        MasterplanVersion, on_delete=models.CASCADE, related_name="readiness_points"
    )
    pillar = models.CharField(max_length=14, choices=Pillar)
    component = models.CharField(max_length=160)
    present = models.TextField()
    wanted = models.TextField(blank=True)
    gap = models.TextField(blank=True)

    class Meta:
        ordering = ["plan_version", "pillar", "order", "pk"]

    def __str__(self) -> str:
        return self.component


class SwotPoint(Element):
    class Kind(models.TextChoices):
        STRENGTH = "strength", _("Kekuatan")
        WEAKNESS = "weakness", _("Kelemahan")
        OPPORTUNITY = "opportunity", _("Peluang")
        THREAT = "threat", _("Ancaman")

    plan_version = models.ForeignKey(
        MasterplanVersion, on_delete=models.CASCADE, related_name="swot_points"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    pillar = models.CharField(max_length=14, choices=Pillar, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["plan_version", "kind", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text[:60]}"


class Target(Element):
    """What the plan as a whole wants to reach."""

    plan_version = models.ForeignKey(
        MasterplanVersion, on_delete=models.CASCADE, related_name="targets"
    )
    text = models.TextField()
    indicator = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    baseline = models.DecimalField(
        max_digits=20, decimal_places=4, null=True, blank=True
    )
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    goal_value = models.DecimalField(
        max_digits=20, decimal_places=4, null=True, blank=True
    )
    goal_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["plan_version", "order", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Strategy(Element):
    """The strategy for one sub-dimension, or why there is none."""

    plan_version = models.ForeignKey(
        MasterplanVersion, on_delete=models.CASCADE, related_name="strategies"
    )
    part = models.CharField(max_length=40, help_text="Code of a sub-dimension.")
    text = models.TextField(blank=True)
    why_none = models.TextField(blank=True)

    class Meta:
        ordering = ["plan_version", "order", "pk"]
        verbose_name_plural = "strategies"
        constraints = [
            models.CheckConstraint(
                condition=Q(text="") | Q(why_none=""),
                name="a_strategy_or_why_there_is_none",
            ),
            models.UniqueConstraint(
                fields=["plan_version", "part"],
                name="one_strategy_per_part_and_masterplan_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part}: {self.text[:60]}"


class ActionPlan(Element):
    class Kind(models.TextChoices):
        PEOPLE = "people", _("Sumber daya manusia")
        INFRASTRUCTURE = "infrastructure", _("Infrastruktur")
        APPLICATIONS = "applications", _("Aplikasi")
        LITERACY = "literacy", _("Literasi")
        POLICY = "policy", _("Kebijakan")
        INSTITUTIONS = "institutions", _("Kelembagaan")

    plan_version = models.ForeignKey(
        MasterplanVersion, on_delete=models.CASCADE, related_name="action_plans"
    )
    kind = models.CharField(max_length=14, choices=Kind)
    part = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["plan_version", "kind", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_year=None)
                | Q(last_year=None)
                | Q(last_year__gte=models.F("first_year")),
                name="an_action_plan_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.title


class PlannedProgramme(Element):
    """A programme as the masterplan promises it. Its delivery is another slice's subject.

    ``horizon`` is a code of the guide; ``part`` one of the framework's sub-dimensions.
    """

    plan_version = models.ForeignKey(
        MasterplanVersion, on_delete=models.CASCADE, related_name="programmes"
    )
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    part = models.CharField(max_length=40)
    horizon = models.CharField(max_length=20)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    quick_win = models.BooleanField(default=False)
    service = models.CharField(max_length=200, blank=True)
    service_before = models.TextField(blank=True)
    service_after = models.TextField(blank=True)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    partners = models.ManyToManyField(Agency, blank=True, related_name="+")
    in_charge = models.CharField(
        max_length=160, blank=True, help_text="An office, not a name."
    )
    nomenclature = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["plan_version", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan_version", "code"],
                name="one_programme_per_code_and_masterplan_version",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None)
                | Q(ends_on=None)
                | Q(ends_on__gte=models.F("starts_on")),
                name="a_planned_programme_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class ProgrammeIndicator(Element):
    class Level(models.TextChoices):
        OUTPUT = "output", _("Keluaran")
        OUTCOME = "outcome", _("Hasil program")
        IMPACT = "impact", _("Dampak")

    programme = models.ForeignKey(
        PlannedProgramme, on_delete=models.CASCADE, related_name="indicators"
    )
    level = models.CharField(max_length=8, choices=Level)
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    direction = models.CharField(max_length=4, choices=Direction, default=Direction.UP)
    baseline = models.DecimalField(
        max_digits=20, decimal_places=4, null=True, blank=True
    )
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    target = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    target_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["programme", "order", "pk"]

    def __str__(self) -> str:
        return self.name


class ProgrammeBudget(Sourced):
    """Planned money of one year from one source, in whole rupiah."""

    class Origin(models.TextChoices):
        APBD = "apbd", _("APBD kabupaten/kota")
        APBD_PROVINCE = "apbd_province", _("APBD provinsi")
        APBN = "apbn", "APBN"
        DAK = "dak", "DAK"
        CSR = "csr", _("Tanggung jawab sosial perusahaan")
        KPBU = "kpbu", _("Kerja sama pemerintah dan badan usaha")
        COMMUNITY = "community", _("Masyarakat")

    programme = models.ForeignKey(
        PlannedProgramme, on_delete=models.CASCADE, related_name="budgets"
    )
    year = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=14, choices=Origin)
    amount = models.DecimalField(max_digits=18, decimal_places=0)

    class Meta:
        ordering = ["programme", "year", "origin"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year", "origin"],
                name="one_planned_budget_per_year_and_origin",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="a_planned_budget_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.year}"
