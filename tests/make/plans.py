"""Development plans and masterplans of a region, with what is on them."""

from functools import cache
from itertools import count

from django.utils import timezone

from menuju.accounts.models import Capability
from menuju.plans.actions.documents import FOLDER, load
from menuju.plans.actions.masterplans import begin
from menuju.plans.models import (
    DevelopmentPlan,
    Framework,
    Goal,
    GoalIndicator,
    GoalLink,
    Guide,
    Mission,
    PlannedProgramme,
)
from menuju.plans.queries.documents import read
from tests.make.accounts import user
from tests.make.regions import region as region_

_number = count(1)


@cache
def _documents():
    """Every shipped framework and guide, read once for all tests."""
    return [read(path.read_text(), path.name)[0] for path in FOLDER.glob("*.yaml")]


def shipped_plans():
    """What an installation loads when it is set up."""
    for document in _documents():
        load(document, by=None)


def planner(of=None, name="Perencana"):
    """Somebody who writes the plans of a region."""
    return user(Capability.WRITE_PLANS, name=name, region=of or region_())


def rpjmd(*, goals=2, region=None, first_year=2016, **changes):
    """A draft with one mission, so many goals, and an indicator on each."""
    fields = {
        "region": region or region_(),
        "kind": DevelopmentPlan.Kind.RPJMD,
        "title": "RPJMD Kota Balikpapan",
        "first_year": first_year,
        "last_year": first_year + 5,
        "legal_act": "Perda Kota Balikpapan 1/2016",
        "legal_date": timezone.localdate().replace(year=first_year),
        "vision": "Kota nyaman huni",
    }
    plan = DevelopmentPlan.objects.create(**fields | changes)
    mission = Mission.objects.create(plan=plan, number=1, text="Layanan prima")
    for number in range(1, goals + 1):
        goal = Goal.objects.create(
            plan=plan,
            mission=mission,
            code=f"T{number}",
            text=f"Tujuan {number}",
            order=number,
        )
        GoalIndicator.objects.create(
            goal=goal,
            name="Indeks layanan",
            unit="poin",
            targets={str(first_year + 1): "80.5"},
        )
    return plan


def masterplan_version(
    *, plan=None, framework="six-dimensions", programmes=0, **changes
):
    """The first version of a masterplan, with so many programmes."""
    shipped_plans()
    frame = {
        "title": "Masterplan Smart City",
        "first_year": 2019,
        "last_year": 2028,
        "framework": Framework.objects.get(code=framework),
        "guide": Guide.objects.get(code="three-books"),
    }
    region = changes.pop("region", None) or (plan.region if plan else region_())
    version = begin(region, plan=plan, by=None, **frame | changes)
    for _ in range(programmes):
        programme(version)
    return version


def programme(version, **changes):
    number = next(_number)
    fields = {
        "code": f"P{number}",
        "title": f"Program {number}",
        "part": "governance.service",
        "horizon": "short",
        "order": number,
    }
    return PlannedProgramme.objects.create(plan_version=version, **fields | changes)


def goal_link(element, goal, *, kind=GoalLink.Element.PROGRAMME, strength=2):
    return GoalLink.objects.create(
        plan_version=element.plan_version,
        element=kind,
        key=element.key,
        goal=goal,
        strength=strength,
        justification="Program ini menaikkan indeks layanan.",
    )
