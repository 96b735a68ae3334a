"""What the pages of the typed content show, to whom, and how heavy they are."""

import pytest
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.plans.models import (
    ActionPlan,
    ContextFigure,
    ReadinessPoint,
    Strategy,
    SwotPoint,
    Target,
)
from menuju.plans.queries.content.kinds import GROUPS, KINDS
from tests import make
from tests.make.content import VALUES, content_of

pytestmark = pytest.mark.django_db

LISTS = {slug: kind for slug, kind in KINDS.items() if kind is not Strategy}
PAGES = ("content", "vision")
LONG = "panjang " * 100


@pytest.fixture
def version():
    return make.masterplan_version(plan=make.rpjmd())


@pytest.fixture(autouse=True)
def rani(client):
    """A planner of the region, signed in unless a test says otherwise."""
    planner = make.planner(name="Rani")
    client.force_login(planner)
    return planner


def at(name, *args):
    return reverse(f"plans:{name}", args=args)


def page(response):
    return response.content.decode()


def test_an_element_says_how_many_goals_it_serves(client, version, rani):
    row = content_of(version, Target, by=rani)
    make.goal_link(row, version.development_plan.goals.first(), kind="target")
    strange = make.rpjmd(first_year=2021)
    make.goal_link(row, strange.goals.first(), kind="target")

    shown = page(client.get(at("content-kind", version.pk, "sasaran")))

    assert at("element-links", version.pk, "sasaran", row.key) in shown
    assert "1 tujuan" in shown


def test_an_empty_plan_says_for_each_part_how_to_begin(client, version):
    response = client.get(at("content", version.pk))

    assert {one.status for one in response.context["sections"]} == {"not_started"}
    for slug in LISTS.keys() - {"sasaran"}:
        assert at("content-add", version.pk, slug) in page(response)
    assert at("vision", version.pk) in page(response)


def test_what_is_missing_is_said_with_its_number(client, version, rani):
    content_of(version, ReadinessPoint, by=rani, gap="")
    content_of(version, ActionPlan, by=rani, first_year=None)
    content_of(version, Target, by=rani, goal_value=None, goal_year=None)

    sections = client.get(at("content", version.pk)).context["sections"]

    lacks = {one.slug: one.lacks for one in sections}
    assert lacks["kesiapan"] == [
        "belum ada infrastruktur, suprastruktur",
        "1 tanpa kebutuhan atau kesenjangan",
    ]
    assert lacks["sasaran"] == [
        "visi belum ditulis",
        "1 tanpa indikator, nilai awal, atau nilai akhir",
        "1 belum bertaut ke tujuan",
    ]
    assert "1 tanpa tahun" in lacks["rencana-aksi"]
    assert {one.status for one in sections} == {"not_started", "in_progress"}


def test_the_parts_of_the_content_are_named_in_english_too(client, version):
    english = client.get("/en" + at("content", version.pk))

    assert "Readiness and gaps" in page(english)


def addresses(version, row_of):
    """Every page to read or write, with an element of each kind."""
    yield from (at(name, version.pk) for name in PAGES)
    yield at("strategy", version.pk, "living.health")
    for slug, kind in KINDS.items():
        yield at("content-kind", version.pk, slug)
        if kind is not Strategy:
            yield at("content-add", version.pk, slug)
            yield at("content-element", version.pk, slug, row_of[kind].key)
            yield at("content-remove", version.pk, slug, row_of[kind].key)


def with_rows(version, planner, number):
    """So many of each kind; the first of each."""
    for _ in range(number - 1):
        for kind in LISTS.values():
            content_of(version, kind, by=planner)
    return {kind: content_of(version, kind, by=planner) for kind in LISTS.values()}


@pytest.mark.parametrize("rows", [1, 3])
def test_no_page_takes_more_than_fifteen_queries(
    client, django_assert_max_num_queries, version, rani, rows
):
    for url in addresses(version, with_rows(version, rani, rows)):
        client.get(url)
        with django_assert_max_num_queries(15):
            assert client.get(url).status_code == 200


def two_hundred(version, kind):
    """Rows with long texts, spread over all groups of the kind."""
    field, choices = GROUPS.get(kind, ("", [""]))
    codes = [*getattr(choices, "values", choices)]
    names = {one.name for one in kind._meta.fields}
    texts = dict.fromkeys({"text", "present", "wanted", "gap"} & names, LONG)
    for number in range(200):
        group = {field: codes[number % len(codes)]} if field else {}
        values = VALUES[kind] | texts | group
        yield kind(plan_version=version, order=number, **values)


@pytest.mark.parametrize("kind", LISTS.values(), ids=LISTS)
def test_two_hundred_long_rows_stay_within_the_budget(
    client, django_assert_max_num_queries, version, kind
):
    kind.objects.bulk_create(two_hundred(version, kind))
    url = at("content-kind", version.pk, next(k for k in LISTS if LISTS[k] is kind))
    client.get(url)

    with django_assert_max_num_queries(15):
        assert len(client.get(url).content) < 100_000


def test_what_has_pages_of_its_own_is_counted_beside(client, version):
    make.programme(version)
    make.programme(version, quick_win=True)

    beside = client.get(at("content", version.pk)).context["beside"]

    assert (beside.programmes, beside.quick_wins, beside.bodies) == (2, 1, 0)


def test_the_overview_of_two_hundred_rows_stays_within_fifteen_queries(
    client, django_assert_max_num_queries, version
):
    for kind in LISTS.values():
        kind.objects.bulk_create(two_hundred(version, kind))
    client.get(at("content", version.pk))

    with django_assert_max_num_queries(15):
        client.get(at("content", version.pk))


def test_a_long_list_opens_where_the_moved_row_stands(client, version):
    ContextFigure.objects.bulk_create(
        ContextFigure(plan_version=version, order=n, **VALUES[ContextFigure])
        for n in range(50)
    )
    last = ContextFigure.objects.last()

    response = client.post(
        at("content-move", version.pk, "data"), {"naik": str(last.key)}
    )

    assert "halaman=2" in response.url
    assert str(last.key) in page(client.get(response.url))


def test_one_list_of_a_long_kind_is_opened_alone(client, version):
    SwotPoint.objects.bulk_create(
        SwotPoint(plan_version=version, order=n, kind="threat", text=f"Butir {n}")
        for n in range(50)
    )

    url = at("content-kind", version.pk, "swot")
    cut = next(g for g in client.get(url).context["listing"].groups if g.total)
    alone = client.get(url + "?kelompok=threat").context["listing"]

    assert (len(cut.lines), cut.total) == (10, 50)
    assert (len(alone.groups), len(alone.groups[0].lines)) == (1, 40)


def test_readers_read_everything_and_are_offered_no_writing(client, version):
    rows = with_rows(version, make.planner(), 2)
    client.force_login(make.user(Capability.VIEW_REGION, region=make.region()))

    for slug in KINDS:
        shown = page(client.get(at("content-kind", version.pk, slug)))
        assert "tambah/" not in shown
        assert "pindah/" not in shown
    target = client.get(at("content-element", version.pk, "sasaran", rows[Target].key))
    assert "Lama izin" in page(target)
    assert '<form method="post" class="flow"' not in page(target)


@pytest.mark.parametrize("method", ["get", "post"])
def test_readers_do_not_write(client, version, method):
    row = content_of(version, Target, by=make.planner())
    client.force_login(make.user(Capability.VIEW_REGION, region=make.region()))
    send = getattr(client, method)

    for url in (
        at("vision", version.pk),
        at("content-add", version.pk, "data"),
        at("content-remove", version.pk, "sasaran", row.key),
    ):
        assert send(url).status_code == 403
    element = at("content-element", version.pk, "sasaran", row.key)
    assert client.post(element, {"text": "Lain"}).status_code == 403


def test_an_approved_version_is_read_only(client, version):
    version.state, version.digest = "approved", "a" * 64
    version.save()

    assert client.get(at("content", version.pk)).status_code == 200
    assert client.post(at("vision", version.pk), {"vision": "X"}).status_code == 403


def test_the_pages_of_another_region_are_missing(client, version):
    rows = with_rows(version, make.planner(), 1)
    client.force_login(make.planner(make.region("64.72")))

    for url in addresses(version, rows):
        assert client.get(url).status_code == 404
