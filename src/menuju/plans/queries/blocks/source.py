"""What blocks are made from, read once for a whole book."""

from collections.abc import Sequence
from functools import cached_property

from django.db.models import Prefetch

from menuju.plans.models import (
    ActionPlan,
    Body,
    CommitmentSheet,
    ContextFigure,
    LegalAct,
    MasterplanVersion,
    PlannedProgramme,
    ReadinessPoint,
    Strategy,
    SwotPoint,
    Target,
)
from menuju.plans.models.documents import FrameworkDocument, GuideDocument
from menuju.plans.queries.development import Outline, outline_of
from menuju.plans.queries.documents import framework_of, guide_of
from menuju.regions.models import Agency


class Source:
    """The data of a version. Each kind is read when a block first asks, and never again."""

    def __init__(self, version: MasterplanVersion) -> None:
        self.version = version

    @cached_property
    def framework(self) -> FrameworkDocument:
        return framework_of(self.version.masterplan)

    @cached_property
    def guide(self) -> GuideDocument:
        return guide_of(self.version.masterplan)

    @cached_property
    def context(self) -> Sequence[ContextFigure]:
        return list(self.version.context_figures.all())

    @cached_property
    def readiness(self) -> Sequence[ReadinessPoint]:
        return list(self.version.readiness_points.order_by("order", "pk"))

    @cached_property
    def swot(self) -> Sequence[SwotPoint]:
        return list(self.version.swot_points.order_by("order", "pk"))

    @cached_property
    def outline(self) -> Outline | None:
        """The development plan that the version is written against, if there is one."""
        plan = self.version.development_plan
        return outline_of(plan) if plan else None

    @cached_property
    def targets(self) -> Sequence[Target]:
        return list(self.version.targets.all())

    @cached_property
    def strategies(self) -> Sequence[Strategy]:
        return list(self.version.strategies.all())

    @cached_property
    def action_plans(self) -> Sequence[ActionPlan]:
        rows = self.version.action_plans.select_related("agency")
        return list(rows.order_by("order", "pk"))

    @cached_property
    def programmes(self) -> Sequence[PlannedProgramme]:
        """With indicators, budgets and partners: four queries however many there are."""
        partners = Prefetch("partners", Agency.objects.order_by("name"))
        rows = self.version.programmes.select_related("agency")
        return list(rows.prefetch_related("indicators", "budgets", partners))

    @cached_property
    def bodies(self) -> Sequence[Body]:
        return list(self.version.bodies.prefetch_related("members"))

    @cached_property
    def legal_acts(self) -> Sequence[LegalAct]:
        return list(self.version.legal_acts.order_by("pk"))

    @cached_property
    def commitments(self) -> Sequence[CommitmentSheet]:
        return list(self.version.commitments.select_related("agency", "person"))
