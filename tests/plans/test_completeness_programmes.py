"""The rules of completeness about programmes and their money: each broken once and met once."""

from datetime import date

import pytest

from menuju.plans.queries.completeness import findings_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return make.masterplan_version(plan=make.rpjmd())


def lacks(version, rule):
    """Element and words of each finding of one rule."""
    return [(f.element, f.words) for f in findings_of(version) if f.rule == rule]


def words_of(version, rule):
    return " ".join(words for _element, words in lacks(version, rule))


def test_a_version_without_programmes_does_not_meet_the_rules_for_them(version):
    assert "Belum ada program" in words_of(version, "programme-has-owner")


def test_a_programme_without_a_goal_of_the_plan_is_found(version):
    made = make.sound_programme(version)

    assert lacks(version, "programme-has-goal") == [
        (str(made), "Belum bertaut ke tujuan atau sasaran.")
    ]


def test_a_link_to_a_goal_of_another_plan_is_none(version):
    made = make.sound_programme(version)
    make.goal_link(made, make.rpjmd(goals=1, first_year=2021).goals.get())

    assert lacks(version, "programme-has-goal")


def test_a_programme_that_serves_a_goal_is_not_found(version):
    make.goal_link(
        make.sound_programme(version), version.development_plan.goals.first()
    )

    assert not lacks(version, "programme-has-goal")


def test_without_a_development_plan_one_finding_asks_for_it():
    version = make.masterplan_version(programmes=3)

    assert "acuan" in words_of(version, "programme-has-goal")
    assert len(lacks(version, "programme-has-goal")) == 1


def test_a_programme_without_an_agency_is_found(version):
    make.sound_programme(version, agency=None)

    assert lacks(version, "programme-has-owner")


def test_a_programme_with_an_agency_is_not_found(version):
    make.sound_programme(version)

    assert not lacks(version, "programme-has-owner")


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"baseline": None}, "nilai awal"),
        ({"baseline_year": None}, "tahun nilai awal"),
        ({"target": None}, "target"),
        ({"target_year": None}, "tahun target"),
    ],
)
def test_an_indicator_names_what_it_lacks(version, missing, words):
    make.indicator(make.sound_programme(version), **missing)

    assert words in words_of(version, "programme-has-indicator")


def test_a_programme_without_an_indicator_is_found(version):
    make.sound_programme(version)

    assert "indikator" in words_of(version, "programme-has-indicator")


def test_one_complete_indicator_is_enough(version):
    made = make.sound_programme(version)
    make.indicator(made, baseline=None)
    make.indicator(made, baseline=0)

    assert not lacks(version, "programme-has-indicator")


@pytest.mark.parametrize("amount", [None, 0])
def test_a_programme_without_money_is_found(version, amount):
    made = make.sound_programme(version)
    if amount is not None:
        made.budgets.create(year=2019, origin="apbd", amount=amount)

    assert lacks(version, "programme-has-budget")


def test_a_programme_with_money_is_not_found(version):
    make.sound_programme(version).budgets.create(year=2019, origin="apbd", amount=1)

    assert not lacks(version, "programme-has-budget")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends_on": date(2021, 1, 1)}, "di luar jangka pendek"),
        ({"ends_on": None}, "belum diisi"),
        ({"horizon": "abadi"}, "abadi"),
        ({"starts_on": date(2018, 12, 31)}, "di luar tahun masterplan"),
        ({"ends_on": date(2031, 1, 1), "horizon": "long"}, "di luar tahun masterplan"),
    ],
)
def test_a_programme_outside_its_horizon_is_found(version, changes, words):
    make.sound_programme(version, **changes)

    assert words in words_of(version, "programme-within-horizon")


def test_a_programme_that_ends_in_its_horizon_may_begin_earlier(version):
    make.sound_programme(version, horizon="medium", ends_on=date(2023, 12, 31))

    assert not lacks(version, "programme-within-horizon")


def test_a_programme_that_names_no_service_says_what_is_missing(version):
    make.sound_programme(version, service_before=" ", service_after="")

    words = words_of(version, "programme-names-service")
    assert "keadaan sebelum, keadaan sesudah" in words


def test_a_programme_with_its_service_before_and_after_is_not_found(version):
    make.sound_programme(version)

    assert not lacks(version, "programme-names-service")


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2019, 1, 1), date(2020, 1, 1)),
        (date(2019, 2, 1), None),
        (date(2020, 2, 29), date(2021, 2, 28)),
    ],
)
def test_a_quick_win_that_takes_longer_is_found(version, starts, ends):
    make.sound_programme(version, quick_win=True, starts_on=starts, ends_on=ends)

    assert lacks(version, "quick-win-within-a-year")


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2019, 1, 1), date(2019, 12, 31)),
        (date(2020, 2, 29), date(2021, 2, 27)),
        (date(2019, 7, 1), date(2020, 6, 30)),
    ],
)
def test_a_quick_win_that_ends_in_time_is_not_found(version, starts, ends):
    make.sound_programme(version, quick_win=True, starts_on=starts, ends_on=ends)

    assert not lacks(version, "quick-win-within-a-year")


def test_what_is_no_quick_win_may_take_longer(version):
    make.sound_programme(version, ends_on=date(2020, 12, 31))

    assert not lacks(version, "quick-win-within-a-year")


LONG = {"horizon": "medium", "ends_on": date(2022, 12, 31)}


@pytest.mark.parametrize(
    ("years", "changes", "words"),
    [
        ((2019, 2020), {}, "2020 di luar tahun program"),
        ((2019, 2022), LONG, "2020, 2021"),
        ((2019,), {"horizon": "abadi"}, "jumlah jangka"),
        ((2029,), {"starts_on": None, "ends_on": None}, "2029 di luar"),
    ],
)
def test_money_that_does_not_add_up_is_found(version, years, changes, words):
    make.funded(version, *years, **changes)

    assert words in words_of(version, "budgets-add-up")


def test_money_in_every_year_of_its_programme_adds_up(version):
    make.funded(version, 2020, 2021, 2022, **LONG)

    assert not lacks(version, "budgets-add-up")


def test_a_year_with_zero_between_years_with_money_is_found(version):
    made = make.funded(version, 2019, 2021, **LONG)
    made.budgets.create(year=2020, origin="apbd", amount=0)

    assert "2020" in words_of(version, "budgets-add-up")
