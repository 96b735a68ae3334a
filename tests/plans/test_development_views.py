"""Development plans in the browser."""

import pytest
from django.urls import reverse

from menuju.plans.models import DevelopmentPlan, Goal
from menuju.plans.queries.development import branch_mark
from tests import make

pytestmark = pytest.mark.django_db
PAGES = ("development", "development-edit", "in-force", "development-import")


@pytest.fixture
def plan():
    return make.rpjmd()


@pytest.fixture(autouse=True)
def _planner(client):
    """Who looks at the pages, unless a test says otherwise."""
    client.force_login(make.planner())


def at(name, *args):
    return reverse(f"plans:{name}", args=args)


def head(**changes):
    fields = {
        "kind": "rpjmd",
        "title": "RPJMD Kota",
        "first_year": "2021",
        "last_year": "2026",
        "vision": "Kota nyaman",
    }
    return fields | changes


def test_a_planner_begins_a_plan(client):
    client.post(at("draft", "64.71"), head())

    assert DevelopmentPlan.objects.get().title == "RPJMD Kota"


@pytest.mark.parametrize(
    "wrong",
    [
        {"last_year": "2020"},
        {"last_year": "2099"},
        {"title": ""},
        {"legal_date": "kemarin"},
    ],
)
def test_a_wrong_head_is_refused_and_kept(client, wrong):
    response = client.post(at("draft", "64.71"), head(**wrong))

    assert response.status_code == 422
    assert "Kota nyaman" in response.content.decode()


def test_the_same_period_is_not_begun_twice(client):
    client.post(at("draft", "64.71"), head())

    assert client.post(at("draft", "64.71"), head()).status_code == 422


def test_a_conflict_shows_both_and_is_then_overwritten_knowingly(client, plan):
    goal = plan.goals.first()
    url = at("part", plan.pk, "tujuan", goal.pk)
    seen = client.get(url).context["form"]["seen"].value()
    Goal.objects.filter(pk=goal.pk).update(text="Tulisan Rani")
    mine = {"code": "T1", "text": "Tulisan saya", "order": "1", "seen": seen}

    response = client.post(url, mine)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Tulisan Rani" in page
    assert "Tulisan saya" in page
    again = mine | {"seen": response.context["form"]["seen"].value()}
    assert client.post(url, again).status_code == 302
    assert Goal.objects.get(pk=goal.pk).text == "Tulisan saya"


def test_an_indicator_keeps_its_targets_by_year(client, plan):
    goal = plan.goals.first()
    url = at("part-add", plan.pk, "indikator") + f"?di={goal.pk}"
    values = {
        "name": "Waktu",
        "unit": "hari",
        "direction": "down",
        "target-2018": "1,5",
    }

    client.post(url, values)

    assert goal.indicators.get(name="Waktu").targets == {"2018": "1.5"}


def test_a_word_instead_of_a_target_is_named_at_its_field(client, plan):
    goal = plan.goals.first()
    url = at("part-add", plan.pk, "indikator") + f"?di={goal.pk}"
    values = {
        "name": "Waktu",
        "unit": "hari",
        "direction": "up",
        "target-2018": "cepat",
    }

    response = client.post(url, values)

    assert response.status_code == 422
    assert "target-2018" in response.context["form"].errors


@pytest.mark.parametrize("kind", ["misi", "tujuan", "indikator", "lain"])
def test_a_part_that_is_not_of_this_plan_is_missing(client, plan, kind):
    assert client.get(at("part", plan.pk, kind, 99_999)).status_code == 404


def test_a_plan_is_put_in_force_after_a_check(client, plan):
    url = at("in-force", plan.pk)

    assert client.post(url, {"version": 0}).status_code == 422
    assert client.post(url, {"version": 0, "sure": "on"}).status_code == 302

    plan.refresh_from_db()
    assert plan.state == "in_force"
    assert client.get(at("development-edit", plan.pk)).status_code == 403


def test_a_plan_that_changed_meanwhile_is_checked_again(client, plan):
    DevelopmentPlan.objects.update(version=3)

    response = client.post(at("in-force", plan.pk), {"version": 0, "sure": "on"})

    assert response.status_code == 409


def test_a_goal_is_not_offered_what_is_below_it_as_its_parent(client, plan):
    top, below = plan.goals.all()
    Goal.objects.filter(pk=below.pk).update(parent=top)

    form = client.get(at("part", plan.pk, "tujuan", top.pk)).context["form"]

    assert list(form.fields["parent"].queryset) == []


def test_a_goal_is_removed_from_a_draft(client, plan):
    goal = plan.goals.first()

    url = at("part-remove", plan.pk, "tujuan", goal.pk)
    assert "Orang lain mengubahnya" in client.post(url, follow=True).text
    client.post(url, {"seen": branch_mark(goal)})

    assert plan.goals.count() == 1


def test_a_new_version_is_begun_from_the_page(client, plan):
    client.post(at("in-force", plan.pk), {"version": 0, "sure": "on"})

    client.post(at("development-version", plan.pk))

    assert plan.later.get().number == 2


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_takes_more_than_fifteen_queries(
    client, django_assert_max_num_queries, rows, name
):
    url = at(name, make.rpjmd(goals=rows).pk)
    client.get(url)

    with django_assert_max_num_queries(15):
        assert client.get(url).status_code == 200


def test_a_plan_with_sixty_goals_stays_under_a_hundred_kilobytes(client):
    url = at("development", make.rpjmd(goals=60).pk)

    assert len(client.get(url).content) < 100_000


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_of_another_region_are_missing(client, plan, name):
    client.force_login(make.planner(make.region("64.72")))

    assert client.get(at(name, plan.pk)).status_code == 404
