"""Beginning a masterplan, its versions, and the pages of a version."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.plans.actions import copies, masterplans
from menuju.plans.models import (
    Body,
    BodyMember,
    Chapter,
    CommitmentSheet,
    Framework,
    Guide,
    Masterplan,
    MasterplanVersion,
    Paragraph,
    ProgrammeBudget,
    ProgrammeIndicator,
)
from tests import make

pytestmark = pytest.mark.django_db
VERSION_PAGES = ("masterplan", "follow")


def finished(version):
    version.state, version.digest = "published", "a" * 64
    version.save()
    return version


def test_a_masterplan_begins_with_an_empty_first_version():
    version = make.masterplan_version(plan=make.rpjmd())

    assert (version.number, version.state) == (1, "draft")


def test_two_masterplans_of_a_region_do_not_begin_in_one_year():
    make.masterplan_version()

    with pytest.raises(ValidationError, match="sudah ada"):
        make.masterplan_version()


def test_a_masterplan_is_not_written_against_another_regions_plan():
    with pytest.raises(ValidationError, match="daerah lain"):
        make.masterplan_version(plan=make.rpjmd(), region=make.region("64.72"))


def full_version():
    version = make.masterplan_version(plan=make.rpjmd(goals=1))
    programme = make.programme(version)
    ProgrammeIndicator.objects.create(
        programme=programme, level="output", name="Layanan", unit="buah"
    )
    ProgrammeBudget.objects.create(
        programme=programme, year=2019, origin="apbd", amount=1_000_000
    )
    programme.partners.add(make.agency(make.region()))
    make.goal_link(programme, version.development_plan.goals.get())
    body = Body.objects.create(plan_version=version, kind="team")
    BodyMember.objects.create(body=body, office="Kepala Bappeda", role="Ketua")
    chapter, _ = Chapter.objects.get_or_create(
        plan_version=version,
        book="buku-1",
        code="uji",
        defaults={"title": "Uji", "order": 99},
    )
    Paragraph.objects.create(
        chapter=chapter, order=1, content={"type": "text"}, edited_at=version.made_at
    )
    CommitmentSheet.objects.create(
        plan_version=version,
        office="Wali Kota",
        text="Siap.",
        person=make.person("Wali Kota"),
        signed_at=version.made_at,
    )
    return version


def test_the_next_version_has_the_same_content_under_the_same_keys():
    old = finished(full_version())

    new = masterplans.new_version(old, by=make.planner())

    assert new.number == 2
    was, now = old.programmes.get(), new.programmes.get()
    assert now.pk != was.pk
    assert now.key == was.key
    assert now.indicators.get().key == was.indicators.get().key
    assert now.budgets.get().amount == 1_000_000
    assert list(now.partners.all()) == list(was.partners.all())
    assert new.goal_links.get().key == now.key
    assert new.bodies.get().members.get().office == "Kepala Bappeda"
    was_written = old.chapters.get(code="uji").paragraphs.get()
    assert new.chapters.get(code="uji").paragraphs.get().key == was_written.key


def test_nobody_signed_the_commitments_of_a_copy():
    new = masterplans.new_version(finished(full_version()), by=make.planner())

    assert new.commitments.get().signed_at is None


def test_a_second_draft_is_not_begun_beside_the_first():
    version = make.masterplan_version()

    with pytest.raises(ValidationError, match="Masih ada versi"):
        masterplans.new_version(version, by=make.planner())


def test_everything_that_hangs_on_a_version_is_copied_or_left_on_purpose():
    hanging = {
        relation.get_accessor_name()
        for relation in MasterplanVersion._meta.related_objects
        if isinstance(relation.field, ForeignKey)
    }

    assert hanging == {*copies.PLAIN, *copies.DEEP, *copies.LEFT}


def test_links_follow_to_the_goals_of_the_same_code_in_another_plan():
    version = make.masterplan_version(plan=make.rpjmd(goals=2))
    goals = {goal.code: goal for goal in version.development_plan.goals.all()}
    for code in ("T1", "T2"):
        make.goal_link(make.programme(version), goals[code])
    later = make.rpjmd(goals=1, first_year=2021)

    moved = masterplans.follow(version, later, by=make.planner())

    assert moved == 1
    plans = {link.goal.plan_id for link in version.goal_links.all()}
    assert plans == {version.development_plan_id, later.pk}


def begin_url(code="64.71"):
    return reverse("plans:begin", args=[code])


def sent(**changes):
    make.masterplan_version(region=make.region("64.72"))
    fields = {
        "title": "Masterplan",
        "first_year": "2019",
        "last_year": "2028",
        "framework": Framework.objects.get(code="six-dimensions").pk,
        "guide": Guide.objects.get(code="three-books").pk,
    }
    return fields | changes


def test_a_planner_begins_a_masterplan_in_the_browser(client):
    client.force_login(make.planner())

    response = client.post(begin_url(), sent())

    made = Masterplan.objects.get(region="64.71")
    assert response.url == reverse("plans:masterplan", args=[made.versions.get().pk])


def test_years_that_run_backwards_are_refused_and_kept(client):
    client.force_login(make.planner())

    response = client.post(begin_url(), sent(last_year="2010", title="Masterplan Kota"))

    assert response.status_code == 422
    assert "Masterplan Kota" in response.content.decode()
    assert "Tahun akhir" in response.content.decode()


def test_somebody_elses_region_is_refused_with_the_way_out(client):
    client.force_login(make.planner(make.region("64.72")))
    make.region("64.71")

    response = client.get(begin_url())

    assert response.status_code == 403
    assert "koordinator" in response.content.decode()


def test_the_list_names_what_is_published_beside_a_later_draft(client):
    version = finished(make.masterplan_version())
    masterplans.new_version(version, by=make.planner())
    client.force_login(make.planner())

    page = client.get(reverse("plans:list")).text

    assert "Terbit: versi 1" in page
    assert reverse("plans:masterplan", args=[version.pk]) in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_few_queries(client, django_assert_max_num_queries, rows):
    for year in range(2019, 2019 + rows):
        make.masterplan_version(first_year=year, last_year=year + 9)
    client.force_login(make.planner())
    client.get(reverse("plans:list"))

    with django_assert_max_num_queries(8):
        page = client.get(reverse("plans:list")).content.decode()

    assert page.count("Masterplan Smart City") == rows


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", VERSION_PAGES)
def test_no_page_of_a_version_takes_more_than_fifteen_queries(
    client, django_assert_max_num_queries, rows, name
):
    version = make.masterplan_version(plan=make.rpjmd(goals=rows), programmes=rows)
    client.force_login(make.planner())
    url = reverse(f"plans:{name}", args=[version.pk])
    client.get(url)

    with django_assert_max_num_queries(15):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize(("last_year", "is_told"), [(2028, True), (2021, False)])
def test_a_masterplan_that_outlives_its_rpjmd_says_so(client, last_year, is_told):
    version = make.masterplan_version(plan=make.rpjmd(), last_year=last_year)
    client.force_login(make.planner())

    text = client.get(reverse("plans:masterplan", args=[version.pk])).text

    assert ("Rencana ini berakhir 2021, masterplan sampai 2028" in text) == is_told


def test_the_page_of_another_region_is_missing(client):
    version = make.masterplan_version()
    client.force_login(make.planner(make.region("64.72")))

    url = reverse("plans:masterplan", args=[version.pk])

    assert client.get(url).status_code == 404


def test_the_next_version_is_begun_in_the_browser(client):
    version = finished(make.masterplan_version())
    client.force_login(make.planner())

    client.post(reverse("plans:new-version", args=[version.pk]))

    assert version.masterplan.versions.count() == 2


def test_a_reader_begins_no_version(client):
    version = finished(make.masterplan_version())
    client.force_login(make.user(Capability.VIEW_REGION, region=make.region()))

    response = client.post(reverse("plans:new-version", args=[version.pk]))

    assert response.status_code == 403


def follow_url(version):
    return reverse("plans:follow", args=[version.pk])


def test_another_plan_to_follow_is_chosen_upon_what_was_seen(client):
    version = make.masterplan_version(plan=make.rpjmd())
    client.force_login(make.planner())
    seen = version.development_plan_id

    client.post(follow_url(version), {"development_plan": "", "seen": seen})

    assert MasterplanVersion.objects.get().development_plan is None


def test_a_plan_that_somebody_else_chose_is_not_overwritten_unseen(client):
    plan, other = make.rpjmd(), make.rpjmd(first_year=2021)
    version = make.masterplan_version(plan=plan)
    masterplans.follow(version, other, by=make.planner(name="Lain"))
    client.force_login(make.planner())
    sent = {"development_plan": "", "seen": plan.pk}

    response = client.post(follow_url(version), sent)

    assert response.status_code == 409
    assert "Orang lain menyimpan lebih dahulu" in response.content.decode()
    assert MasterplanVersion.objects.get().development_plan == other
    client.post(follow_url(version), sent | {"seen": other.pk})
    assert MasterplanVersion.objects.get().development_plan is None
