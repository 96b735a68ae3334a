"""The page of completeness, and what the summary page says of it."""

import pytest
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _planner(client):
    """Who looks at the pages, unless a test says otherwise."""
    client.force_login(make.planner())


def page_of(client, version, name="completeness", **query):
    response = client.get(reverse(f"plans:{name}", args=[version.pk]), query)
    return response.content.decode()


def test_each_rule_says_what_it_asks_and_what_lacks(client):
    version = make.masterplan_version(plan=make.rpjmd())
    programme = make.sound_programme(version, agency=None)

    page = page_of(client, version)

    assert "Setiap program menyebut perangkat daerah" in page
    assert programme.title in page


def test_what_blocks_stands_before_advice_and_before_what_is_met(client):
    page = page_of(client, make.masterplan_version(programmes=1))

    blocks = page.index('id="programme-has-owner"')
    advice = page.index('id="bodies-have-decrees"')
    met = page.index('id="quick-win-within-a-year"')
    assert blocks < advice < met


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("menahan", "programme-has-owner"),
        ("saran", "bodies-have-decrees"),
        ("terpenuhi", "quick-win-within-a-year"),
    ],
)
def test_the_rules_are_filtered(client, kind, shown):
    every = {"programme-has-owner", "bodies-have-decrees", "quick-win-within-a-year"}
    page = page_of(client, make.masterplan_version(programmes=1), jenis=kind)

    assert [one for one in every if f'id="{one}"' in page] == [shown]


def test_one_rule_shows_all_its_findings_page_by_page(client):
    version = make.masterplan_version(programmes=60)
    rule = "programme-has-owner"

    first = page_of(client, version, aturan=rule)
    second = page_of(client, version, aturan=rule, halaman=2)

    words = "Perangkat daerah pelaksana belum dipilih."
    assert (first.count(words), second.count(words)) == (50, 10)


def test_a_complete_draft_leads_to_the_next_step(client):
    page = page_of(client, make.complete_version())

    assert "Semua lengkap." in page
    assert "Minta tinjauan pembimbing" in page


def test_the_summary_counts_what_blocks(client):
    version = make.masterplan_version()

    page = page_of(client, version, "masterplan")

    assert "hal menahan pengesahan" in page
    assert reverse("plans:completeness", args=[version.pk]) in page


def test_who_reads_the_plan_reads_what_it_lacks_and_others_do_not(client):
    version = make.masterplan_version()
    url = reverse("plans:completeness", args=[version.pk])
    client.force_login(make.user("view_region", region=make.region()))
    assert client.get(url).status_code == 200

    client.force_login(make.user("view_region", region=make.region("64.72")))
    assert client.get(url).status_code == 404


def large_version(programmes):
    version = make.masterplan_version(plan=make.rpjmd(goals=60))
    for _number in range(programmes):
        made = make.funded(version, 2019, 2021, agency=None, service="")
        make.indicator(made, baseline=None)
    return version


@pytest.mark.parametrize("name", ["completeness", "masterplan"])
@pytest.mark.parametrize("programmes", [1, 3, 200])
def test_a_page_takes_few_queries_and_is_small(
    client, name, programmes, django_assert_max_num_queries
):
    version = large_version(programmes)

    with django_assert_max_num_queries(15):
        page = page_of(client, version, name)

    assert len(page.encode()) < 100_000
