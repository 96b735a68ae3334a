"""Links between elements and goals: the matrix, gaps and orphans, files, conflicts."""

import csv
import io
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.plans.actions import alignment as actions
from menuju.plans.models import Goal, GoalLink, MasterplanVersion, Strategy
from menuju.plans.queries.alignment import alignment_of, strays_of
from menuju.plans.queries.alignment_tables import rows_of
from menuju.plans.queries.flows import flow_of
from tests import make

pytestmark = pytest.mark.django_db
WHY = (2, "Layanan menjadi lebih cepat.")


@pytest.fixture
def version():
    return make.masterplan_version(plan=make.rpjmd(goals=3))


def goals_of(version):
    return list(version.development_plan.goals.all())


def test_an_element_is_linked_to_many_goals_and_a_goal_to_many_elements(version):
    by, goals = make.planner(), goals_of(version)
    elements = [make.programme(version), make.programme(version)]

    for element in elements:
        for goal in goals[:2]:
            key = (GoalLink.Element.PROGRAMME, element.key)
            actions.add_link(version, key, goal, why=WHY, by=by)

    assert version.goal_links.count() == 4


def test_a_link_is_made_once(version):
    element, goal = make.programme(version), goals_of(version)[0]
    make.goal_link(element, goal)

    key = ("programme", element.key)

    with pytest.raises(ValidationError, match="sudah ditautkan"):
        actions.add_link(version, key, goal, why=WHY, by=make.planner())


def test_a_goal_of_another_plan_and_an_unknown_element_are_refused(version):
    by, element = make.planner(), make.programme(version)
    other = make.rpjmd(first_year=2021).goals.first()

    with pytest.raises(ValidationError, match="acuan"):
        actions.add_link(version, ("programme", element.key), other, why=WHY, by=by)
    unknown, goal = ("programme", uuid.uuid4()), goals_of(version)[0]
    with pytest.raises(ValidationError, match="Unsur"):
        actions.add_link(version, unknown, goal, why=WHY, by=by)


def test_a_published_version_keeps_its_links(version):
    link = make.goal_link(make.programme(version), goals_of(version)[0])
    MasterplanVersion.objects.update(state="published", digest="a" * 64)

    with pytest.raises(PermissionDenied):
        actions.remove_link(link, seen=actions.mark_of(link), by=make.planner())


def test_who_writes_upon_an_older_link_is_told(version):
    by = make.planner()
    link = make.goal_link(make.programme(version), goals_of(version)[0])
    seen = actions.mark_of(link)
    actions.change_link(link, why=(3, "Alasan Rani"), seen=seen, by=by)

    with pytest.raises(actions.StaleLinkError) as stale:
        actions.change_link(link, why=WHY, seen=seen, by=by)

    assert stale.value.saved.justification == "Alasan Rani"


def test_a_link_that_changed_meanwhile_is_not_taken_back_unseen(version):
    by = make.planner()
    link = make.goal_link(make.programme(version), goals_of(version)[0])
    seen = actions.mark_of(link)
    actions.change_link(link, why=(3, "Alasan Rani"), seen=seen, by=by)

    with pytest.raises(actions.StaleLinkError):
        actions.remove_link(link, seen=seen, by=by)
    actions.remove_link(link, seen=actions.mark_of(GoalLink.objects.get()), by=by)

    assert not version.goal_links.exists()


def test_goals_without_a_programme_are_gaps(version):
    goals = goals_of(version)
    make.goal_link(make.programme(version), goals[0])

    assert alignment_of(version).gaps == goals[1:]


def test_a_goal_is_no_gap_when_something_below_it_is_served(version):
    goals = goals_of(version)
    Goal.objects.filter(pk=goals[1].pk).update(parent=goals[0])
    make.goal_link(make.programme(version), goals[1])

    assert [goal.code for goal in alignment_of(version).gaps] == ["T3"]


def served_through(version):
    """T1 is served by one programme through T2, and T2 by both."""
    goals = goals_of(version)
    Goal.objects.filter(pk=goals[1].pk).update(parent=goals[0])
    first, second = make.programme(version), make.programme(version)
    make.goal_link(first, goals[1])
    make.goal_link(second, goals[1])
    return goals, (first, second)


def test_a_goal_says_how_many_serve_it_through_its_objectives(version):
    goals, elements = served_through(version)
    make.goal_link(elements[0], goals[0])

    top, below = alignment_of(version).rows[:2]

    assert (top.total, top.through) == (1, 1)
    assert (below.total, below.through) == (2, 0)


def test_matrix_picture_and_table_agree_on_what_serves_a_goal_through_objectives(
    client, version
):
    goals, _elements = served_through(version)
    found = alignment_of(version)
    client.force_login(make.planner())

    page = " ".join(client.get(at("alignment", version.pk)).text.split())

    assert "0 langsung · 2 lewat sasaran" in page
    assert [goal.code for goal in found.gaps] == [goals[2].code]
    assert flow_of(found).left[0].count == 2
    notes = {row[3]: row[-1] for row in rows_of(version)}
    assert notes["T1"] == "tanpa program langsung; 2 program lewat sasaran"
    assert notes["T3"] == "tanpa program"
    page = client.get(at("goal-links", version.pk, goals[0].pk)).text
    assert at("goal-links", version.pk, goals[1].pk) in page


def test_a_link_to_a_goal_of_a_former_plan_covers_nothing(version):
    element = make.programme(version)
    make.goal_link(element, goals_of(version)[0])
    make.goal_link(element, make.rpjmd(first_year=2011).goals.first())

    assert alignment_of(version).coverage[0].goals == 1


def test_programmes_without_a_goal_are_orphans(version):
    linked, loose = make.programme(version), make.programme(version)
    make.goal_link(linked, goals_of(version)[0])

    assert [one.key for one in alignment_of(version).orphans] == [loose.key]


def test_counts_stand_in_the_column_of_the_dimension(version):
    goal = goals_of(version)[0]
    for part in ("governance.service", "governance.policy", "economy.industry"):
        make.goal_link(make.programme(version, part=part), goal)

    row = alignment_of(version).rows[0]

    assert [cell.count for cell in row.cells] == [2, 0, 1, 0, 0, 0]
    assert row.total == 3


def test_the_columns_of_one_dimension_are_its_parts(version):
    make.programme(version, part="governance.policy")
    make.programme(version, part="economy.industry")

    found = alignment_of(version, dimension="governance")

    assert [cell.count for cell in found.total_cells] == [0, 0, 1]


def test_a_framework_without_parts_has_its_dimensions_as_columns():
    version = make.masterplan_version(
        plan=make.rpjmd(goals=1), framework="six-aspects-draft"
    )
    make.programme(version, part="mobility")

    found = alignment_of(version, dimension="mobility")

    assert [cell.count for cell in found.total_cells] == [1]


def test_what_names_no_known_part_has_a_column_of_its_own(version):
    make.programme(version, part="cuaca")

    assert alignment_of(version).total_cells[-1].count == 1


def test_coverage_says_how_many_of_a_dimension_serve_how_many_goals(version):
    linked = make.programme(version)
    make.programme(version)
    for goal in goals_of(version)[:2]:
        make.goal_link(linked, goal)

    line = alignment_of(version).coverage[0]

    assert (line.elements, line.linked, line.share, line.goals) == (2, 1, 0.5, 2)
    assert alignment_of(version).coverage[1].share is None


def test_strategies_are_aligned_as_programmes_are(version):
    strategy = Strategy.objects.create(
        plan_version=version, part="governance.service", text="Satu pintu"
    )
    make.goal_link(strategy, goals_of(version)[0], kind="strategy")

    assert len(alignment_of(version, "strategy").linked) == 1
    assert alignment_of(version).linked == set()


def test_links_to_a_former_plan_or_from_what_is_gone_are_shown(version):
    element = make.programme(version)
    make.goal_link(element, make.rpjmd(first_year=2011).goals.first())
    gone = make.programme(version)
    make.goal_link(gone, goals_of(version)[0])
    gone.delete()

    assert len(strays_of(version)) == 2


def test_the_bands_of_the_picture_add_up(version):
    element = make.programme(version)
    make.programme(version)
    for goal in goals_of(version)[:2]:
        make.goal_link(element, goal)

    flow = flow_of(alignment_of(version))

    assert [bar.count for bar in flow.left] == [1, 1, 0, 1]
    assert sum(bar.count for bar in flow.right) == 3
    assert [band.is_orphan for band in flow.bands] == [False, False, True]


def test_the_table_has_links_then_orphans_then_gaps(version):
    make.goal_link(make.programme(version), goals_of(version)[0])
    make.programme(version)

    notes = [row[-1] for row in rows_of(version)]

    assert notes == ["", "tanpa tujuan", "tanpa program", "tanpa program"]


def at(name, *args):
    return reverse(f"plans:{name}", args=args)


def test_a_table_runs_nothing_in_a_spreadsheet(client, version):
    make.programme(version, code="=1+1", title="jahat")
    client.force_login(make.planner())

    response = client.get(at("alignment-file", version.pk, "csv"))

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[1][1] == "'=1+1 jahat"
    assert client.get(at("alignment-file", version.pk, "xlsx")).status_code == 200
    assert client.get(at("alignment-file", version.pk, "pdf")).status_code == 404


def test_a_planner_links_from_both_sides(client, version):
    goals, element = goals_of(version), make.programme(version)
    client.force_login(make.planner())
    why = {"strength": "2", "justification": "Layanan lebih cepat"}

    there = at("goal-links", version.pk, goals[0].pk)
    client.post(there, why | {"element": f"programme:{element.key}"})
    here = at("element-links", version.pk, "program", element.key)
    client.post(here, why | {"goal": goals[1].pk})

    assert version.goal_links.count() == 2


def test_a_link_without_a_reason_is_refused_and_kept(client, version):
    goal, element = goals_of(version)[0], make.programme(version)
    client.force_login(make.planner())
    values = {"element": f"programme:{element.key}", "strength": "3"}

    response = client.post(at("goal-links", version.pk, goal.pk), values)

    assert response.status_code == 422
    assert response.context["form"]["strength"].value() == "3"


def test_a_conflict_on_a_link_keeps_what_was_typed(client, version):
    link = make.goal_link(make.programme(version), goals_of(version)[0])
    client.force_login(make.planner())
    values = {"strength": "1", "justification": "Alasan saya", "seen": "lama"}

    response = client.post(at("link", version.pk, link.pk), values)

    assert response.status_code == 409
    assert "Alasan saya" in response.content.decode()


def test_who_takes_a_link_back_upon_an_older_one_sees_the_newer(client, version):
    link = make.goal_link(make.programme(version), goals_of(version)[0])
    client.force_login(make.planner())
    url = at("link-remove", version.pk, link.pk)

    refused = client.post(url, {"seen": "lama"}, follow=True)
    assert "Orang lain mengubahnya" in refused.text
    client.post(url, {"seen": refused.context["mark"]})

    assert not version.goal_links.exists()


def test_what_was_typed_on_a_link_that_is_gone_can_be_copied(client, version):
    link = make.goal_link(make.programme(version), goals_of(version)[0])
    link.delete()
    client.force_login(make.planner())
    values = {"strength": "1", "justification": "Alasan saya yang panjang"}

    response = client.post(at("link", version.pk, 1), values)

    assert response.status_code == 404
    assert "Alasan saya yang panjang" in response.text


def test_a_reader_sees_links_and_makes_none(client, version):
    goal = goals_of(version)[0]
    client.force_login(make.user(Capability.VIEW_REGION, region=make.region()))
    url = at("goal-links", version.pk, goal.pk)

    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 403


@pytest.mark.parametrize("name", ["alignment", "goal-links"])
def test_another_region_finds_nothing(client, version, name):
    client.force_login(make.planner(make.region("64.72")))
    more = [goals_of(version)[0].pk] if name == "goal-links" else []

    assert client.get(at(name, version.pk, *more)).status_code == 404


def test_a_version_without_a_plan_says_what_to_do(client):
    version = make.masterplan_version()
    client.force_login(make.planner())

    page = client.get(at("alignment", version.pk)).content.decode()

    assert at("follow", version.pk) in page


@pytest.mark.parametrize(("goals", "programmes"), [(1, 1), (60, 40)])
def test_the_matrix_stays_small_and_takes_few_queries(
    client, django_assert_max_num_queries, goals, programmes
):
    version = make.masterplan_version(
        plan=make.rpjmd(goals=goals), programmes=programmes
    )
    served = goals_of(version)
    for number, element in enumerate(version.programmes.all()):
        make.goal_link(element, served[number % len(served)])
    client.force_login(make.planner())
    url = at("alignment", version.pk)
    client.get(url)

    with django_assert_max_num_queries(15):
        response = client.get(f"{url}?dimensi=governance")
        assert response.status_code == 200
    assert len(client.get(url).content) < 100_000


@pytest.mark.parametrize("rows", [1, 9])
def test_the_pages_of_links_take_few_queries(
    client, django_assert_max_num_queries, rows
):
    version = make.masterplan_version(plan=make.rpjmd(goals=rows))
    goal = goals_of(version)[0]
    links = [make.goal_link(make.programme(version), goal) for _ in range(rows)]
    client.force_login(make.planner())
    urls = [
        at("goal-links", version.pk, goal.pk),
        at("element-links", version.pk, "program", links[0].key),
        at("link", version.pk, links[0].pk),
    ]

    for url in urls:
        client.get(url)
        with django_assert_max_num_queries(15):
            assert client.get(url).status_code == 200
