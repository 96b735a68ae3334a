"""Writing the typed content of a masterplan version."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from menuju.audit.models import Entry
from menuju.plans.actions import content
from menuju.plans.models import (
    ActionPlan,
    ContextFigure,
    GoalLink,
    ReadinessPoint,
    Strategy,
    SwotPoint,
    Target,
)
from menuju.plans.queries.content.kinds import FIELDS, GROUPS, mark_of, vision_mark
from tests import make
from tests.make.content import content_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    """Of a plan from 2019 to 2028."""
    return make.masterplan_version(plan=make.rpjmd())


@pytest.fixture
def rani():
    return make.planner(name="Rani")


def labels(version):
    return [*version.context_figures.values_list("label", flat=True)]


def test_a_new_element_stands_at_the_end_of_its_list(version, rani):
    for label in ("Penduduk", "Luas"):
        content_of(version, ContextFigure, by=rani, label=label)

    assert labels(version) == ["Penduduk", "Luas"]


@pytest.mark.parametrize("kind", [kind for kind in FIELDS if kind is not Strategy])
def test_every_kind_is_added_changed_and_removed(version, rani, kind):
    row = content_of(version, kind, by=rani)
    last = FIELDS[kind][-1]

    saved = content.change(
        row, seen=mark_of(row), by=rani, **{last: getattr(row, last)}
    )
    content.remove(saved, seen=mark_of(saved), by=rani)

    assert not kind.objects.exists()


def test_each_act_stands_in_the_audit_trail(version, rani):
    first = content_of(version, Target, by=rani)
    second = content_of(version, Target, by=rani)
    content.change(first, seen=mark_of(first), by=rani, text="Cepat")
    content.move(second, up=True, by=rani)
    content.remove(second, seen=mark_of(second), by=rani)

    about = {f"target:{first.key}", f"target:{second.key}"}
    acts = [
        e.verb for e in Entry.objects.order_by("pk") if e.detail.get("element") in about
    ]
    assert acts == ["added", "added", "edited", "moved", "removed"]


def test_who_saves_upon_an_older_content_is_told_and_nothing_is_overwritten(
    version, rani
):
    row = content_of(version, SwotPoint, by=rani, text="Semula")
    seen = mark_of(row)
    content.change(row, seen=seen, by=rani, text="Tulisan Rani")

    with pytest.raises(content.StaleElementError) as stale:
        content.change(row, seen=seen, by=make.planner(), text="Tulisan saya")

    assert stale.value.saved.text == "Tulisan Rani"
    assert SwotPoint.objects.get().text == "Tulisan Rani"


def test_what_somebody_removed_is_not_changed_any_more(version, rani):
    row = content_of(version, SwotPoint, by=rani)
    seen = mark_of(row)
    SwotPoint.objects.filter(pk=row.pk).delete()

    with pytest.raises(ValidationError, match="sudah menghapus"):
        content.change(row, seen=seen, by=rani, text="Lagi")


def test_an_element_is_not_removed_as_another_than_it_was_looked_at(version, rani):
    row = content_of(version, SwotPoint, by=rani)

    with pytest.raises(content.StaleElementError):
        content.remove(row, seen="lain", by=rani)


def test_links_to_goals_go_with_the_element_and_are_counted(version, rani):
    row = content_of(version, Target, by=rani)
    stays = content_of(version, Target, by=rani)
    goal = version.development_plan.goals.first()
    for one in (row, stays):
        make.goal_link(one, goal, kind=GoalLink.Element.TARGET)

    gone = content.remove(row, seen=mark_of(row), by=rani)

    assert gone == 1
    assert version.goal_links.get().key == stays.key


def test_an_element_moves_within_its_list_only(version, rani):
    weak = content_of(version, SwotPoint, by=rani, kind="weakness")
    first = content_of(version, SwotPoint, by=rani, kind="strength")
    second = content_of(version, SwotPoint, by=rani, kind="strength")

    assert content.move(second, up=True, by=rani)

    assert list(version.swot_points.filter(kind="strength")) == [second, first]
    assert not content.move(second, up=True, by=rani)
    assert not content.move(weak, up=False, by=rani)


def test_rows_without_an_order_of_their_own_are_moved_too(version, rani):
    for label in "ABC":
        row = content_of(version, ContextFigure, by=rani, label=label)
    ContextFigure.objects.update(order=0)

    content.move(row, up=True, by=rani)

    assert labels(version) == ["A", "C", "B"]


@pytest.mark.parametrize("kind", GROUPS)
def test_in_another_list_an_element_stands_last(version, rani, kind):
    field, choices = GROUPS[kind]
    here, there = choices.values[:2]
    first = content_of(version, kind, by=rani, **{field: here})
    content_of(version, kind, by=rani, **{field: there})

    moved = content.change(first, seen=mark_of(first), by=rani, **{field: there})

    assert list(kind.objects.filter(**{field: there}))[-1] == moved


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (ContextFigure, {"year": 1944}),
        (ContextFigure, {"year": 2029}),
        (ContextFigure, {"label": ""}),
        (ReadinessPoint, {"pillar": "roof"}),
        (SwotPoint, {"kind": "luck"}),
        (SwotPoint, {"text": ""}),
        (Target, {"goal_year": 2029}),
        (Target, {"goal_year": 2018}),
        (Target, {"goal_year": None}),
        (Target, {"baseline_year": None}),
        (Target, {"baseline_year": 2026}),
        (Target, {"indicator": ""}),
        (Target, {"unit": ""}),
        (ActionPlan, {"first_year": 2018}),
        (ActionPlan, {"last_year": 2029}),
        (ActionPlan, {"last_year": 2019, "first_year": 2020}),
        (ActionPlan, {"part": "nowhere"}),
        (ActionPlan, {"title": "x" * 201}),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(version, rani, kind, wrong):
    with pytest.raises(ValidationError) as refusal:
        content_of(version, kind, by=rani, **wrong)

    assert refusal.value.message_dict.keys() & wrong.keys()
    assert not kind.objects.exists()


def test_a_target_may_be_words_alone(version, rani):
    content.add(version, Target, by=rani, text="Layanan cepat")

    assert version.targets.get().goal_value is None


def test_the_agency_is_one_of_the_region(version, rani):
    here, there = make.agency(make.region()), make.agency(make.region("64.72"))

    plan = content_of(version, ActionPlan, by=rani, agency=here)

    assert plan.agency == here
    with pytest.raises(ValidationError, match="daerah masterplan ini"):
        content_of(version, ActionPlan, by=rani, agency=there)


def test_an_approved_version_is_not_written(version, rani):
    row = content_of(version, Target, by=rani)
    version.state, version.digest = "approved", "a" * 64
    version.save()

    with pytest.raises(PermissionDenied):
        content.change(row, seen=mark_of(row), by=rani, text="Lain")
    with pytest.raises(PermissionDenied):
        content.set_vision(version, "Lain", seen=vision_mark(version), by=rani)


def test_the_vision_is_saved_upon_what_was_seen(version, rani):
    seen = vision_mark(version)
    content.set_vision(version, "Kota nyaman", seen=seen, by=rani)

    with pytest.raises(content.StaleVisionError):
        content.set_vision(version, "Kota lain", seen=seen, by=rani)

    version.refresh_from_db()
    assert version.vision == "Kota nyaman"


def test_each_leaf_of_either_framework_has_its_strategy(version, rani):
    draft = make.masterplan_version(
        framework="six-aspects-draft", region=make.region("64.72")
    )

    content.set_strategy(version, "living.health", text="Telemedis", seen="", by=rani)
    content.set_strategy(draft, "mobility", text="Bus", seen="", by=rani)

    with pytest.raises(ValidationError, match="bukan bagian"):
        content.set_strategy(version, "mobility", text="Bus", seen="", by=rani)


def test_a_part_without_a_strategy_says_why(version, rani):
    why = {"why_none": "Kewenangan provinsi."}

    row = content.set_strategy(version, "living.health", seen="", by=rani, **why)

    assert row.why_none == "Kewenangan provinsi."
    seen = mark_of(row)
    row = content.set_strategy(
        version, "living.health", text="Telemedis", seen=seen, by=rani
    )
    assert row.why_none == ""


@pytest.mark.parametrize(
    ("values", "field"),
    [({}, "text"), ({"text": "Ada", "why_none": "Tidak ada"}, "why_none")],
)
def test_a_strategy_is_one_of_both(version, rani, values, field):
    with pytest.raises(ValidationError) as refusal:
        content.set_strategy(version, "living.health", seen="", by=rani, **values)

    assert [*refusal.value.message_dict] == [field]


def test_two_first_strategies_of_a_part_meet(version, rani):
    content.set_strategy(version, "living.health", text="Satu", seen="", by=rani)

    with pytest.raises(content.StaleElementError):
        content.set_strategy(version, "living.health", text="Dua", seen="", by=rani)


def test_the_database_keeps_one_strategy_per_part(version):
    Strategy.objects.create(plan_version=version, part="living.health")

    with pytest.raises(IntegrityError):
        Strategy.objects.create(plan_version=version, part="living.health")


def test_a_strategy_that_serves_goals_is_not_taken_back_by_a_reason(version, rani):
    row = content.set_strategy(version, "living.health", text="Satu", seen="", by=rani)
    make.goal_link(row, version.development_plan.goals.first(), kind="strategy")

    with pytest.raises(ValidationError, match="bertaut ke T1"):
        content.set_strategy(
            version, "living.health", why_none="Tidak.", seen=mark_of(row), by=rani
        )


def test_the_demo_says_where_a_figure_comes_from(version, rani):
    row = content_of(version, ContextFigure, by=rani, provenance="simulated")

    assert row.is_simulated


def test_numbers_are_kept_exactly(version, rani):
    content_of(version, ContextFigure, by=rani, value=Decimal("503.2700"))

    assert version.context_figures.get().value == Decimal("503.27")
