"""Who reads and who writes plans."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.plans.access import development, masterplans
from menuju.plans.actions import development as actions
from menuju.plans.models import MasterplanVersion, Mentorship
from tests import make
from tests.make import guidance

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return make.masterplan_version(plan=make.rpjmd())


@pytest.mark.parametrize(
    "capability",
    [Capability.WRITE_PLANS, Capability.APPROVE_PLANS, Capability.VIEW_REGION],
)
def test_people_of_a_region_read_its_plans_and_no_others(version, capability):
    here = make.user(capability, region=make.region("64.71"))
    there = make.user(capability, region=make.region("64.72"))

    assert masterplans.open_version(here, version.pk) == version
    assert development.open_plan(here, version.development_plan_id)
    with pytest.raises(Http404):
        masterplans.open_version(there, version.pk)
    with pytest.raises(Http404):
        development.open_plan(there, version.development_plan_id)


@pytest.mark.parametrize("capability", [Capability.GUIDE_PLANS, Capability.AUDIT])
def test_national_carriers_read_every_plan_and_write_none(version, capability):
    carrier = make.user(capability)

    assert masterplans.open_version(carrier, version.pk) == version
    with pytest.raises(PermissionDenied, match="perencana"):
        masterplans.open_draft(carrier, version.pk)


@pytest.mark.parametrize(
    "capability", [Capability.WRITE_PLANS, Capability.VIEW_REGION, Capability.ASSESS]
)
def test_a_national_seat_of_another_kind_opens_no_plan(version, capability):
    with pytest.raises(Http404):
        masterplans.open_version(make.user(capability), version.pk)


def mentor_of(version, **dates):
    mentor = make.user(Capability.MENTOR, name="Pembimbing")
    dates = {"starts_on": make.today()} | dates
    Mentorship.objects.create(
        masterplan=version.masterplan, person=mentor.person, **dates
    )
    return mentor


def test_a_mentor_reads_what_they_mentor_and_what_it_was_written_against(version):
    mentor = mentor_of(version)
    other = make.masterplan_version(region=make.region("64.72"))

    assert masterplans.open_version(mentor, version.pk) == version
    assert development.open_plan(mentor, version.development_plan_id)
    with pytest.raises(Http404):
        masterplans.open_version(mentor, other.pk)


def test_a_mentor_is_not_led_to_a_later_rpjmd_that_is_hidden(client, version):
    mentor, plan = mentor_of(version), guidance.in_force(version.development_plan)
    later = actions.new_version(plan, by=make.planner())
    page = reverse("plans:development", args=[plan.pk])
    hidden = reverse("plans:development", args=[later.pk])

    client.force_login(mentor)
    assert hidden not in client.get(page).text
    client.force_login(make.planner())
    assert hidden in client.get(page).text


def test_a_mentorship_that_ended_opens_nothing(version):
    yesterday = make.today() - timedelta(days=1)
    mentor = mentor_of(version, starts_on=yesterday, ends_on=yesterday)

    with pytest.raises(Http404):
        masterplans.open_version(mentor, version.pk)


def test_a_planner_writes_in_the_own_region(version):
    assert masterplans.open_draft(make.planner(), version.pk) == version


def test_a_signatory_reads_and_does_not_write(version):
    signatory = make.user(Capability.APPROVE_PLANS, region=make.region())

    with pytest.raises(PermissionDenied):
        masterplans.open_draft(signatory, version.pk)


def test_what_is_published_is_written_by_nobody(version):
    MasterplanVersion.objects.update(state="published", digest="a" * 64)

    with pytest.raises(PermissionDenied, match="versi baru"):
        masterplans.open_draft(make.planner(), version.pk)


def test_the_public_reads_published_versions_only(version):
    assert list(masterplans.published()) == []
    MasterplanVersion.objects.update(state="published", digest="a" * 64)

    assert list(masterplans.published()) == [version]
