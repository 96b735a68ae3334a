"""Writing a development plan: parts, conflicts, coming into force, versions."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from menuju.accounts.models import OfficeHolding
from menuju.plans.actions import development as actions
from menuju.plans.models import DevelopmentPlan, Goal, GoalIndicator
from menuju.plans.queries.development import (
    branch_mark,
    circle_of,
    content_of,
    heads_of,
    mark_of,
)
from menuju.plans.queries.figures import decimal_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner():
    return make.planner()


@pytest.fixture
def plan():
    return make.rpjmd()


def goal_values(**changes):
    fields = {
        "code": "T9",
        "text": "Layanan cepat",
        "mission": None,
        "parent": None,
        "first_year": None,
        "last_year": None,
        "order": 9,
    }
    return fields | changes


def add_goal(plan, by, **changes):
    values = goal_values(**changes)
    return actions.save_part(Goal(plan=plan), values=values, seen="", by=by)


def change_goal(goal, by, seen=None, **changes):
    names = ("code", "text", "mission", "parent", "first_year", "last_year", "order")
    values = {name: getattr(goal, name) for name in names} | changes
    return actions.save_part(goal, values=values, seen=seen or mark_of(goal), by=by)


def test_a_goal_is_added(plan, planner):
    assert add_goal(plan, planner, first_year=2017).code == "T9"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first_year": 2015}, "first_year"),
        ({"last_year": 2022}, "last_year"),
        ({"first_year": 2019, "last_year": 2018}, "last_year"),
        ({"code": "T1"}, "code"),
    ],
)
def test_a_goal_that_does_not_fit_its_plan_is_refused(plan, planner, changes, field):
    with pytest.raises(ValidationError) as refusal:
        add_goal(plan, planner, **changes)

    assert field in refusal.value.error_dict


def test_a_tree_of_goals_has_no_circle(plan, planner):
    first, second = plan.goals.all()
    change_goal(second, planner, parent=first)

    with pytest.raises(ValidationError, match="T1 → T2 → T1"):
        change_goal(first, planner, parent=second)


def test_a_circle_is_found_also_when_the_code_changes(plan, planner):
    first, second = plan.goals.all()
    change_goal(second, planner, parent=first)

    with pytest.raises(ValidationError, match="lingkaran"):
        change_goal(first, planner, parent=second, code="T7")


def test_a_way_that_ends_at_the_top_is_no_circle():
    parents = {"a": "b", "b": "c", "c": None, "d": "d"}

    assert circle_of(parents, "a") == []
    assert circle_of(parents, "d") == ["d", "d"]


def test_who_writes_upon_an_older_goal_is_told_and_overwrites_nothing(plan, planner):
    goal = plan.goals.first()
    seen = mark_of(goal)
    change_goal(goal, planner, text="Tulisan Rani")

    with pytest.raises(actions.StalePartError) as stale:
        change_goal(Goal.objects.get(pk=goal.pk), planner, seen=seen, text="Tulisanku")

    assert stale.value.saved.text == "Tulisan Rani"
    assert Goal.objects.get(pk=goal.pk).text == "Tulisan Rani"


def test_two_people_write_two_goals_without_conflict(plan, planner):
    first, second = plan.goals.all()
    seen = mark_of(second)
    change_goal(first, planner, text="Satu")

    assert change_goal(second, planner, seen=seen, text="Dua").text == "Dua"


def test_what_somebody_else_removed_is_said(plan, planner):
    goal = plan.goals.first()
    removed = Goal.objects.get(pk=goal.pk)
    actions.remove_part(removed, seen=branch_mark(removed), by=planner)

    with pytest.raises(ValidationError, match="menghapus"):
        change_goal(goal, planner, text="Baru")


def remove(part, by):
    actions.remove_part(part, seen=branch_mark(part), by=by)


@pytest.mark.parametrize("kind", ["missions", "goals"])
def test_what_grew_meanwhile_is_not_removed_unseen(plan, planner, kind):
    part, goal = getattr(plan, kind).first(), plan.goals.first()
    seen = branch_mark(part)
    values = {"name": "Indeks baru", "unit": "poin", "targets": {}}
    actions.save_part(GoalIndicator(goal=goal), values=values, seen="", by=planner)

    with pytest.raises(actions.StalePartError):
        actions.remove_part(part, seen=seen, by=planner)
    remove(part, planner)

    assert not plan.goals.filter(pk=goal.pk).exists()


def test_a_target_outside_the_period_is_refused(plan, planner):
    part = GoalIndicator(goal=plan.goals.first())
    values = {"name": "Lain", "unit": "poin", "targets": {"2030": "1"}}

    with pytest.raises(ValidationError, match="2030"):
        actions.save_part(part, values=values, seen="", by=planner)


def test_a_period_does_not_leave_its_targets_behind(plan, planner):
    with pytest.raises(ValidationError, match="2017"):
        actions.edit(plan, seen=mark_of(plan), by=planner, first_year=2018)


def test_a_goal_that_a_masterplan_serves_is_not_removed(plan, planner):
    version = make.masterplan_version(plan=plan)
    make.goal_link(make.programme(version), plan.goals.first())

    with pytest.raises(ValidationError, match="keselarasan"):
        remove(plan.goals.first(), planner)
    remove(plan.goals.last(), planner)


def in_force(plan, by):
    return actions.put_in_force(plan, version=plan.version, by=by)


def test_a_plan_comes_into_force_with_the_digest_of_its_content(plan, planner):
    first = in_force(plan, planner)

    assert (first.state, len(first.digest)) == ("in_force", 64)


def test_a_plan_without_legal_act_or_goals_does_not_come_into_force(planner):
    plan = make.rpjmd(goals=0, legal_act="")

    with pytest.raises(ValidationError) as refusal:
        in_force(plan, planner)

    assert len(refusal.value.messages) == 2


def test_a_plan_that_changed_since_it_was_looked_at_does_not_come_into_force(
    plan, planner
):
    add_goal(plan, planner)

    with pytest.raises(actions.StalePlanError):
        actions.put_in_force(plan, version=0, by=planner)


def test_in_force_nothing_is_written(plan, planner):
    in_force(plan, planner)

    with pytest.raises(PermissionDenied):
        add_goal(plan, planner)
    with pytest.raises(PermissionDenied):
        remove(plan.goals.first(), planner)


def test_a_new_version_says_the_same_and_replaces_the_old_one(plan, planner):
    first, second = plan.goals.all()
    change_goal(second, planner, parent=first)
    plan.refresh_from_db()
    old = in_force(plan, planner)

    new = actions.new_version(old, by=planner)

    was, now = content_of(old), content_of(new)
    assert (now["goals"], now["missions"]) == (was["goals"], was["missions"])
    assert not {g.pk for g in old.goals.all()} & {g.pk for g in new.goals.all()}
    in_force(new, planner)
    old.refresh_from_db()
    assert old.state == DevelopmentPlan.State.REPLACED


def test_a_second_draft_of_a_version_is_refused(plan, planner):
    old = in_force(plan, planner)
    actions.new_version(old, by=planner)

    with pytest.raises(ValidationError, match="Lanjutkan"):
        actions.new_version(old, by=planner)


def test_the_head_of_another_region_is_refused(plan, planner):
    office = make.office(make.region("64.72"))
    holding = OfficeHolding.objects.create(person=make.person(), office=office)

    with pytest.raises(ValidationError, match="bukan kepala daerah"):
        actions.edit(plan, seen=mark_of(plan), by=planner, holding=holding)


def test_the_head_of_the_region_is_offered_and_kept(plan, planner):
    office = make.office(plan.region)
    holding = OfficeHolding.objects.create(person=make.person(), office=office)

    held = actions.edit(plan, seen=mark_of(plan), by=planner, holding=holding)

    assert list(heads_of(plan.region)) == [held.holding]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("80,5", "80.5"),
        ("80.5", "80.5"),
        ("1.250,75", "1250.75"),
        ("1.250.000", "1250000"),
        ("-3", "-3"),
        ("banyak", None),
        ("1e5", None),
        ("٣", None),
        ("1,23456", None),
        ("9" * 20, None),
    ],
)
def test_numbers_are_read_as_people_write_them(text, value):
    assert str(decimal_of(text)) == str(value)
