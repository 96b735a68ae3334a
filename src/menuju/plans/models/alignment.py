"""Which development goal an element of a masterplan serves, how strongly, and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from menuju.audit.models import Sourced
from menuju.plans.models.development import Goal
from menuju.plans.models.masterplans import MasterplanVersion


class GoalLink(Sourced):
    """``element`` names the kind, ``key`` the element: it survives into later versions."""

    class Element(models.TextChoices):
        TARGET = "target", _("Sasaran")
        STRATEGY = "strategy", _("Strategi")
        ACTION_PLAN = "action_plan", _("Rencana aksi")
        PROGRAMME = "programme", _("Program")

    class Strength(models.IntegerChoices):
        SUPPORTS = 1, _("Mendukung")
        CONTRIBUTES = 2, _("Berkontribusi langsung")
        DELIVERS = 3, _("Mewujudkan")

    plan_version = models.ForeignKey(
        MasterplanVersion, on_delete=models.CASCADE, related_name="goal_links"
    )
    element = models.CharField(max_length=12, choices=Element)
    key = models.UUIDField()
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="links")
    strength = models.PositiveSmallIntegerField(choices=Strength)
    justification = models.TextField()

    class Meta:
        ordering = ["plan_version", "element", "key", "goal"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan_version", "key", "goal"],
                name="one_link_per_element_and_goal",
            )
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.key} → {self.goal}"
