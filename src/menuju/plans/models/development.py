"""Development plans (RPJMD, RPJPD): vision, missions, goals, indicators with targets."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from menuju.accounts.models import OfficeHolding
from menuju.audit.models import Sourced
from menuju.regions.models import Region


class DevelopmentPlan(Sourced):
    """A region's plan for a period, in one version. In force, it is never changed.

    ``holding`` is the term of the head whose vision and missions it carries. ``digest`` is
    the SHA-256 of the canonical JSON of all of it, set when it comes into force.
    """

    class Kind(models.TextChoices):
        RPJMD = "rpjmd", "RPJMD"
        RPJPD = "rpjpd", "RPJPD"

    class State(models.TextChoices):
        DRAFT = "draft", _("Konsep")
        IN_FORCE = "in_force", _("Berlaku")
        REPLACED = "replaced", _("Diganti")

    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="development_plans"
    )
    kind = models.CharField(max_length=5, choices=Kind)
    number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    legal_act = models.CharField(max_length=200, blank=True)
    legal_date = models.DateField(null=True, blank=True)
    holding = models.ForeignKey(
        OfficeHolding, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    vision = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=0)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="later"
    )
    digest = models.CharField(max_length=64, blank=True)
    in_force_at = models.DateTimeField(null=True, blank=True)
    in_force_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["region", "-first_year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind", "first_year", "number"],
                name="one_development_plan_per_period_and_version",
            ),
            models.CheckConstraint(
                condition=Q(last_year__gte=models.F("first_year")),
                name="a_development_plan_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(digest=""),
                name="a_plan_in_force_carries_its_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.first_year}–{self.last_year}"


class Mission(Sourced):
    plan = models.ForeignKey(
        DevelopmentPlan, on_delete=models.CASCADE, related_name="missions"
    )
    number = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="missions_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:60]}"


class Goal(Sourced):
    """A goal or, below it, an objective. ``code`` is what others refer to: ``T2.S1``."""

    plan = models.ForeignKey(
        DevelopmentPlan, on_delete=models.CASCADE, related_name="goals"
    )
    mission = models.ForeignKey(
        Mission, on_delete=models.CASCADE, null=True, blank=True, related_name="goals"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="parts"
    )
    code = models.CharField(max_length=20)
    text = models.TextField()
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["plan", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"], name="one_goal_per_code_and_plan"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=models.F("pk")),
                name="a_goal_is_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text[:60]}"


class Direction(models.TextChoices):
    """Which way of an indicator is the better one."""

    UP = "up", _("Makin tinggi makin baik")
    DOWN = "down", _("Makin rendah makin baik")


class GoalIndicator(Sourced):
    """``targets`` maps a year to the text of a decimal: {"2021": "80.5"}."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    direction = models.CharField(max_length=4, choices=Direction, default=Direction.UP)
    baseline = models.DecimalField(
        max_digits=20, decimal_places=4, null=True, blank=True
    )
    baseline_year = models.PositiveSmallIntegerField(null=True, blank=True)
    targets = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["goal", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "name"], name="one_indicator_of_a_name_per_goal"
            )
        ]

    def __str__(self) -> str:
        return self.name
