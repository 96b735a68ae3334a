"""The pages of programmes: who reads and writes, errors on their field, conflicts, size."""

from decimal import Decimal

import pytest
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.plans.actions import programmes as actions
from menuju.plans.models import PlannedProgramme
from tests import make

pytestmark = pytest.mark.django_db
GOOD = {
    "code": "P-01",
    "title": "Perizinan daring",
    "part": "governance.service",
    "horizon": "short",
    "starts_on": "2019-07-01",
    "ends_on": "30/06/2020",
}
INDICATOR = {
    "level": "outcome",
    "name": "Lama izin terbit",
    "unit": "hari",
    "direction": "down",
    "baseline": "14,5",
    "baseline_year": "2018",
    "target": "3",
    "target_year": "2020",
}


@pytest.fixture
def version():
    return make.masterplan_version(plan=make.rpjmd(goals=2))


@pytest.fixture
def planner(client):
    client.force_login(make.planner())
    return client


def at(name, version, *more):
    return reverse(f"plans:{name}", args=[version.pk, *more])


def test_a_programme_is_added_and_shown_on_its_page(planner, version):
    agency = make.agency(make.region())
    values = GOOD | {"agency": agency.pk, "quick_win": "on"}

    response = planner.post(at("programme-add", version), values, follow=True)

    page = response.content.decode()
    assert response.status_code == 200
    assert "Perizinan daring" in page
    assert agency.name in page
    assert "Quick win" in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"horizon": "medium"}, "ends_on"),
        ({"ends_on": "besok"}, "ends_on"),
        ({"part": "cuaca"}, "part"),
        ({"nomenclature": "dua"}, "nomenclature"),
        ({"title": "a\0b"}, "title"),
        ({"service_before": "a" * 20_001}, "service_before"),
        ({"quick_win": "on", "starts_on": "2019-01-01"}, "quick_win"),
    ],
)
def test_an_error_stands_on_its_field_and_nothing_typed_is_lost(
    planner, version, changes, field
):
    values = GOOD | {"service": "Izin usaha"} | changes

    response = planner.post(at("programme-add", version), values)

    form = response.context["form"]
    assert response.status_code == 422
    assert list(form.errors) == [field]
    assert form["service"].value() == "Izin usaha"


def test_a_conflict_shows_both_and_keeps_what_was_typed(planner, version):
    row = make.programme(version, code="P-01", title="Judul mereka")
    partner = make.agency(make.region())
    values = GOOD | {"seen": "lama", "title": "Judul saya", "partners": [partner.pk]}

    response = planner.post(at("programme-edit", version, row.pk), values)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Judul mereka" in page
    assert response.context["form"]["title"].value() == "Judul saya"
    mitra = next(one for one in response.context["theirs"] if one.label == "Mitra")
    assert (mitra.stored, mitra.typed) == ("", partner.name)


def test_sending_again_after_a_conflict_saves(planner, version):
    row = make.programme(version, code="P-01")
    url = at("programme-edit", version, row.pk)
    answer = planner.post(url, GOOD | {"seen": "lama"})
    seen = answer.context["form"].data["seen"]

    assert planner.post(url, GOOD | {"seen": seen}).status_code == 302

    row.refresh_from_db()
    assert row.title == GOOD["title"]


def test_an_indicator_is_added_changed_and_removed(planner, version):
    row = make.programme(version)
    planner.post(at("programme-indicator-add", version, row.pk), INDICATOR)
    indicator = row.indicators.get()
    url = at("programme-indicator", version, row.pk, indicator.pk)
    seen = planner.get(url).context["form"].initial["seen"]

    planner.post(url, INDICATOR | {"target": "2,5", "seen": seen})

    assert row.indicators.get().target == Decimal("2.5")
    away = at("programme-indicator-remove", version, row.pk, indicator.pk)
    seen_again = planner.post(away, {"seen": seen}, follow=True)
    assert "Orang lain mengubahnya" in seen_again.text
    planner.post(away, {"seen": seen_again.context["mark"]})
    assert not row.indicators.exists()


def test_a_wrong_indicator_says_so_on_its_field(planner, version):
    row = make.programme(version)
    values = INDICATOR | {"baseline_year": "2021"}

    response = planner.post(at("programme-indicator-add", version, row.pk), values)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["baseline_year"]


def test_a_conflict_on_an_indicator_shows_both(planner, version):
    row = make.programme(version)
    indicator = actions.save_indicator(
        row, by=make.planner(), level="output", name="Izin", unit="buah"
    )
    url = at("programme-indicator", version, row.pk, indicator.pk)

    response = planner.post(url, INDICATOR | {"seen": "lama"})

    assert response.status_code == 409
    assert response.context["theirs"]


def test_money_is_typed_with_marks_and_shown_with_its_sum(planner, version):
    row = make.programme(version)
    url = at("programme-budgets", version, row.pk)
    seen = planner.get(url).context["form"].initial["seen"]

    values = {"seen": seen, "2019-apbd": "Rp1.500.000", "2020-csr": "250.000"}
    page = planner.post(url, values, follow=True).content.decode()

    assert "1.750.000" in page


@pytest.mark.parametrize("typed", ["-5", "sejuta", "1.500,50"])
def test_wrong_money_says_so_and_keeps_the_rest(planner, version, typed):
    row = make.programme(version)
    url = at("programme-budgets", version, row.pk)
    seen = planner.get(url).context["form"].initial["seen"]

    response = planner.post(
        url, {"seen": seen, "2019-apbd": typed, "2020-apbd": "7.000"}
    )

    form = response.context["form"]
    assert response.status_code == 422
    assert list(form.errors) == ["2019-apbd"]
    assert form["2020-apbd"].value() == "7.000"


def test_a_conflict_on_money_shows_both(planner, version):
    row = make.programme(version)
    money = [{"year": 2019, "origin": "apbd", "amount": Decimal(7)}]
    actions.set_budgets(row, money, by=make.planner())

    url = at("programme-budgets", version, row.pk)
    response = planner.post(url, {"seen": "lama", "2019-apbd": "9"})

    assert response.status_code == 409
    assert [one[1:] for one in response.context["theirs"]] == [("7", "9")]


def test_removing_shows_what_is_left_first(planner, version):
    row = make.programme(version)
    goal = version.development_plan.goals.first()
    make.goal_link(row, goal)
    url = at("programme-remove", version, row.pk)

    answer = planner.get(url)
    assert goal.text in answer.content.decode()
    assert PlannedProgramme.objects.exists()

    assert planner.post(url, {"seen": answer.context["mark"]}).status_code == 302
    assert not PlannedProgramme.objects.exists()


def test_a_partner_of_an_impossible_number_is_told_at_its_field(planner, version):
    answer = planner.post(at("programme-add", version), GOOD | {"partners": ["9" * 27]})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["partners"]


def test_a_programme_that_somebody_changed_is_not_removed_unseen(planner, version):
    row = make.programme(version)
    url = at("programme-remove", version, row.pk)
    seen = planner.get(url).context["mark"]
    PlannedProgramme.objects.update(service="Izin usaha")

    answer = planner.post(url, {"seen": seen})

    assert answer.status_code == 409
    assert "Orang lain mengubah program ini" in answer.content.decode()
    assert PlannedProgramme.objects.exists()


def test_what_was_typed_into_a_removed_programme_is_added_anew(planner, version):
    row = make.programme(version)
    url = at("programme-edit", version, row.pk)
    PlannedProgramme.objects.all().delete()

    answer = planner.post(url, GOOD | {"seen": "lama", "title": "Ketikan saya"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Ketikan saya"' in page
    assert f'action="{at("programme-add", version)}"' in page


PAGES = [
    "programme-edit",
    "programme-remove",
    "programme-budgets",
    "programme-indicator-add",
]


def test_a_reader_sees_programmes_and_writes_none(client, version):
    row = make.programme(version)
    client.force_login(make.user(Capability.VIEW_REGION, region=make.region()))

    assert client.get(at("programmes", version)).status_code == 200
    assert client.get(at("programme", version, row.pk)).status_code == 200
    assert client.get(at("programme-add", version)).status_code == 403
    for name in PAGES:
        assert client.get(at(name, version, row.pk)).status_code == 403


@pytest.mark.parametrize("name", ["programme", *PAGES])
def test_another_region_finds_nothing(client, version, name):
    row = make.programme(version)
    client.force_login(make.planner(make.region("64.72")))

    assert client.get(at("programmes", version)).status_code == 404
    assert client.get(at(name, version, row.pk)).status_code == 404


def test_a_programme_of_another_version_is_not_found(planner, version):
    other = make.masterplan_version(first_year=2030, last_year=2039)
    row = make.programme(other)

    assert planner.get(at("programme", version, row.pk)).status_code == 404


@pytest.fixture
def several(version):
    agency = make.agency(make.region())
    make.programme(version, code="A1", horizon="long", agency=agency)
    make.programme(version, code="A2", part="branding.tourism", quick_win=True)
    return version


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["A1", "A2"]),
        ("dimensi=branding", ["A2"]),
        ("jangka=long", ["A1"]),
        ("quick=on", ["A2"]),
        ("isian=lengkap", []),
        ("isian=kurang", ["A1", "A2"]),
        ("cari=a2", ["A2"]),
        ("dimensi=cuaca&opd=x", ["A1", "A2"]),
    ],
)
def test_the_list_is_filtered(planner, several, query, codes):
    response = planner.get(f"{at('programmes', several)}?{query}")

    assert [row.code for row in response.context["rows"]] == codes


def test_the_list_is_filtered_by_agency(planner, several):
    agency = several.programmes.get(code="A1").agency

    response = planner.get(f"{at('programmes', several)}?opd={agency.pk}")

    assert [row.code for row in response.context["rows"]] == ["A1"]


def test_an_empty_list_leads_to_the_goals_without_a_programme(planner, version):
    page = planner.get(at("programmes", version)).content.decode()

    assert at("alignment", version) in page


@pytest.mark.parametrize("programmes", [1, 3, 200])
def test_the_pages_stay_small_and_take_few_queries(
    planner, django_assert_max_num_queries, version, programmes
):
    agency = make.agency(make.region())
    for number in range(programmes):
        title = f"Program layanan terpadu kelurahan nomor {number}"
        row = make.programme(version, title=title, agency=agency)
        row.partners.add(agency)
        row.budgets.create(year=2019, origin="apbd", amount=1_000_000)
        row.indicators.create(level="output", name="Layanan", unit="buah")
    urls = [at("programmes", version), at("programme", version, row.pk)]
    urls += [at(name, version, row.pk) for name in PAGES]

    for url in urls:
        planner.get(url)
        with django_assert_max_num_queries(15):
            response = planner.get(url)
        assert len(response.content) < 100_000
