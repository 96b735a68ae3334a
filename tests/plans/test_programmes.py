"""Writing programmes with their indicators and budgets, and what is refused on which field."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from menuju.plans.actions import programmes as actions
from menuju.plans.models import MasterplanVersion, PlannedProgramme
from menuju.plans.queries.horizons import bands_of
from menuju.plans.queries.programme_checks import last_day_of
from menuju.plans.queries.programmes import (
    budgets_mark,
    indicator_mark,
    left_without,
    list_mark,
    mark_of,
    money_of,
    programmes_of,
)
from tests import make

pytestmark = pytest.mark.django_db
GOOD = {
    "code": "P-01",
    "title": "Perizinan daring",
    "part": "governance.service",
    "horizon": "short",
    "starts_on": date(2019, 7, 1),
    "ends_on": date(2020, 6, 30),
}
INDICATOR = {
    "level": "outcome",
    "name": "Lama izin terbit",
    "unit": "hari",
    "direction": "down",
    "baseline": Decimal(14),
    "baseline_year": 2018,
    "target": Decimal(3),
    "target_year": 2020,
}


@pytest.fixture
def version():
    return make.masterplan_version(plan=make.rpjmd(goals=2))


def added(version, **changes):
    return actions.add(version, by=make.planner(), **GOOD | changes)


def refused(version, **changes):
    """The words on each field of what is refused."""
    with pytest.raises(ValidationError) as refusal:
        added(version, **changes)
    return refusal.value.message_dict


def test_a_programme_is_added_at_the_end_of_the_list(version):
    make.programme(version, order=7)

    assert added(version).order == 8


def test_a_programme_has_one_agency_in_charge_and_many_partners(version):
    lead, other = (make.agency(make.region(), kind) for kind in ("dishub", "dlh"))

    made = added(version, agency=lead, partners=[other])

    assert (made.agency, list(made.partners.all())) == (lead, [other])


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"starts_on": date(2018, 12, 31)}, "starts_on", "2019–2028"),
        ({"ends_on": date(2029, 1, 1)}, "ends_on", "2019–2028"),
        ({"ends_on": date(2019, 6, 30)}, "ends_on", "sebelum dimulai"),
        ({"ends_on": date(2021, 1, 1)}, "ends_on", "jangka menengah"),
        ({"horizon": "medium"}, "ends_on", "jangka pendek"),
        ({"horizon": "forever"}, "horizon", "Jangka pendek"),
        ({"part": "governance.weather"}, "part", "subdimensi"),
        ({"code": "P 1"}, "code", "P-12"),
        ({"title": " "}, "title", "nama program"),
        ({"title": "a" * 201}, "title", "200"),
        ({"nomenclature": "2.16.3"}, "nomenclature", "2.16.03.2.02.09"),
    ],
)
def test_what_does_not_fit_the_plan_is_refused_on_its_field(
    version, changes, field, words
):
    found = refused(version, **changes)

    assert list(found) == [field]
    assert words in found[field][0]


@pytest.mark.parametrize(
    "code", ["2.16", "2.16.03", "2.16.03.2.02", "2.16.03.2.02.09", "2.16.03.2.02.0014"]
)
def test_a_budget_nomenclature_may_end_at_any_level(version, code):
    assert added(version, nomenclature=code).nomenclature == code


def test_a_quick_win_takes_no_longer_than_the_guide_says(version):
    assert added(version, quick_win=True).quick_win

    late = refused(version, code="P-2", quick_win=True, ends_on=date(2020, 7, 1))

    assert "30 Juni 2020" in late["quick_win"][0]


def test_a_programme_may_begin_in_an_earlier_horizon_than_it_is_finished_in(version):
    made = added(version, horizon="long", ends_on=date(2028, 12, 31))

    assert made.horizon == "long"


def test_a_programme_may_still_be_without_dates(version):
    assert added(version, starts_on=None, ends_on=None).pk


def test_a_code_is_used_once_in_a_version_in_any_case(version):
    added(version)

    assert "P-01" in refused(version, code="p-01")["code"][0].upper()


def test_an_agency_of_another_region_is_refused(version):
    other = make.agency(make.region("64.72"))

    assert list(refused(version, agency=other)) == ["agency"]
    assert list(refused(version, partners=[other])) == ["partners"]


def test_who_is_in_charge_is_no_partner(version):
    lead = make.agency(make.region())

    assert list(refused(version, agency=lead, partners=[lead])) == ["partners"]


def test_who_writes_upon_an_older_programme_is_told(version):
    made, by = added(version), make.planner()
    seen = mark_of(made)
    actions.change(made, seen=seen, by=by, title="Perizinan satu pintu")

    with pytest.raises(actions.StaleProgrammeError) as stale:
        actions.change(made, seen=seen, by=by, service="Izin usaha")

    assert stale.value.saved.title == "Perizinan satu pintu"


def test_what_is_not_given_stays(version):
    lead = make.agency(make.region())
    made = added(version, partners=[lead])

    saved = actions.change(
        made, seen=mark_of(made), by=make.planner(), service="Izin usaha"
    )

    assert saved.title == GOOD["title"]
    assert list(saved.partners.all()) == [lead]


def test_a_programme_of_a_published_version_is_not_written(version):
    made = added(version)
    MasterplanVersion.objects.update(state="published", digest="a" * 64)

    with pytest.raises(PermissionDenied):
        actions.change(made, seen=mark_of(made), by=make.planner(), title="Lain")
    with pytest.raises(PermissionDenied):
        actions.remove(made, seen=list_mark([made]), by=make.planner())


def test_a_programme_that_is_gone_is_not_changed(version):
    made, by = added(version), make.planner()
    actions.remove(made, seen=list_mark([made]), by=by)

    with pytest.raises(ValidationError, match="sudah menghapus"):
        actions.change(made, seen="", by=by, title="Lain")


def test_removing_says_which_goals_are_left_without_a_programme(version):
    first, second = version.development_plan.goals.all()
    made, other = added(version), make.programme(version)
    for element, goal in ((made, first), (made, second), (other, second)):
        make.goal_link(element, goal)

    left = left_without(made)

    assert (left.links, left.goals, left.places) == (2, [first], [])


def test_a_removed_programme_takes_its_links_along(version):
    made = added(version)
    make.goal_link(made, version.development_plan.goals.first())

    actions.remove(made, seen=list_mark([made]), by=make.planner())

    assert version.goal_links.count() == 0
    assert not PlannedProgramme.objects.filter(pk=made.pk).exists()


def with_indicator(version):
    made = added(version)
    row = actions.save_indicator(made, by=make.planner(), **INDICATOR)
    return made, row


def test_an_indicator_is_added_and_changed(version):
    made, row = with_indicator(version)

    actions.save_indicator(
        made, row, seen=indicator_mark(row), by=make.planner(), target=Decimal(2)
    )

    assert made.indicators.get().target == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"baseline_year": 2021}, "baseline_year"),
        ({"baseline_year": None}, "baseline_year"),
        ({"target": None}, "target_year"),
        ({"target_year": 2029}, "target_year"),
        ({"direction": "up", "baseline": 40, "target": 30}, "target"),
        ({"direction": "down", "baseline": 30, "target": 40}, "target"),
        ({"name": ""}, "name"),
        ({"unit": ""}, "unit"),
    ],
)
def test_an_indicator_that_cannot_be_is_refused_on_its_field(version, changes, field):
    with pytest.raises(ValidationError) as refusal:
        actions.save_indicator(added(version), by=make.planner(), **INDICATOR | changes)

    assert list(refusal.value.message_dict) == [field]


def test_an_indicator_is_named_once_on_each_level(version):
    made, _row = with_indicator(version)

    with pytest.raises(ValidationError, match="sudah ada"):
        actions.save_indicator(made, by=make.planner(), **INDICATOR)


def test_who_writes_upon_an_older_indicator_is_told(version):
    made, row = with_indicator(version)
    seen, by = indicator_mark(row), make.planner()
    actions.save_indicator(made, row, seen=seen, by=by, target=Decimal(2))

    with pytest.raises(actions.StaleProgrammeError):
        actions.save_indicator(made, row, seen=seen, by=by, target=Decimal(1))


def test_indicators_set_again_keep_their_keys(version):
    made, row = with_indicator(version)

    again = actions.set_indicators(
        made, [INDICATOR | {"unit": "jam"}, INDICATOR | {"level": "impact"}], by=None
    )

    assert (again[0].key, again[0].unit) == (row.key, "jam")
    assert made.indicators.count() == 2


def budget(year=2019, origin="apbd", amount=1_500_000):
    return {"year": year, "origin": origin, "amount": Decimal(amount)}


def test_budgets_add_up_over_years_and_sources(version):
    actions.set_budgets(
        added(version), [budget(), budget(2020, "csr", 500_000)], by=None
    )

    money = money_of(programmes_of(version))

    assert (money.total, money.years) == (2_000_000, "2019–2020")
    assert money.by_origin == {"apbd": 1_500_000, "csr": 500_000}


def test_what_nobody_budgeted_is_unknown_and_not_zero(version):
    added(version)

    assert money_of(programmes_of(version)).total is None


def test_budgets_are_replaced_as_a_whole(version):
    made = added(version)
    actions.set_budgets(made, [budget(), budget(2020)], by=None)

    actions.set_budgets(made, [budget(2020, amount=7)], by=None)

    assert [(row.year, row.amount) for row in made.budgets.all()] == [(2020, 7)]


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([budget(amount=-1)], "amount"),
        ([budget(amount="1.5")], "amount"),
        ([budget(amount=10**16)], "amount"),
        ([budget(year=2029)], "year"),
        ([budget(origin="arisan")], "origin"),
        ([budget(), budget()], "year"),
    ],
)
def test_money_that_cannot_be_is_refused_on_its_field(version, rows, field):
    with pytest.raises(ValidationError) as refusal:
        actions.set_budgets(added(version), rows, by=None)

    assert list(refusal.value.message_dict) == [field]


def test_who_writes_upon_older_budgets_is_told(version):
    made, by = added(version), make.planner()
    seen = budgets_mark(made)
    actions.set_budgets(made, [budget()], seen=seen, by=by)

    with pytest.raises(actions.StaleProgrammeError):
        actions.set_budgets(made, [], seen=seen, by=by)


def test_programmes_are_read_in_four_queries(version, django_assert_num_queries):
    for number in range(3):
        made = added(version, code=f"P-{number}", agency=make.agency(make.region()))
        actions.set_budgets(made, [budget()], by=None)

    with django_assert_num_queries(4):
        for row in programmes_of(version):
            assert row.agency.short_name
            assert [*row.partners.all(), *row.indicators.all()] == []
            assert len(row.budgets.all()) == 1


def test_horizons_are_bands_that_fill_the_plan():
    masterplan = make.masterplan_version().masterplan

    assert [(one.code, one.years) for one in bands_of(masterplan)] == [
        ("short", "2019–2020"),
        ("medium", "2021–2023"),
        ("long", "2024–2028"),
    ]


def test_a_shorter_plan_has_fewer_horizons():
    masterplan = make.masterplan_version(last_year=2022).masterplan

    assert [(one.code, one.years) for one in bands_of(masterplan)] == [
        ("short", "2019–2020"),
        ("medium", "2021–2022"),
    ]


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        (date(2019, 7, 1), 12, date(2020, 6, 30)),
        (date(2019, 8, 31), 6, date(2020, 2, 28)),
        (date(2019, 1, 1), 12, date(2019, 12, 31)),
    ],
)
def test_months_end_on_the_day_before_they_come_round(day, months, last):
    assert last_day_of(day, months) == last
