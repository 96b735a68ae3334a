"""A published version is frozen, hashed and stays; the older one too."""

import hashlib
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.messages.models import Notification
from menuju.plans.access import masterplans as doors
from menuju.plans.actions import masterplans, publication
from menuju.plans.actions.withdrawals import withdraw_stale
from menuju.plans.models import Approval, Publication
from menuju.regions.models import Agency
from tests import make
from tests.make import guidance

pytestmark = pytest.mark.django_db


def at(name, version, *more):
    return reverse(f"plans:{name}", args=[version.pk, *more])


def test_an_approved_version_is_published_with_the_bytes_of_its_digest():
    version = guidance.published_plan()

    kept = Publication.objects.get().canonical.encode()

    assert version.state == "published"
    assert version.published_at
    assert hashlib.sha256(kept).hexdigest() == version.digest


def test_a_version_that_one_signed_is_not_published():
    version = guidance.reviewed()
    guidance.signed(version, guidance.leader())

    with pytest.raises(PermissionDenied, match="kedua penanda tangan"):
        publication.publish(guidance.fresh(version), by=make.planner(name="Lain"))


def test_a_version_is_published_once():
    version = guidance.published_plan()

    with pytest.raises(PermissionDenied):
        publication.publish(version, by=make.planner(name="Lain"))


def approved_with_an_agency():
    version = guidance.free_version()
    agency = make.agency(make.region())
    make.programme(version, agency=agency)
    return guidance.approved(guidance.reviewed(version))


def renamed():
    Agency.objects.filter(kind=Agency.Kind.DISKOMINFO).update(name="Dinas Baru")


def test_what_is_no_longer_what_was_signed_is_not_published():
    version = approved_with_an_agency()
    renamed()

    with pytest.raises(ValidationError, match="tidak berlaku lagi"):
        publication.publish(version, by=make.planner(name="Lain"))

    assert guidance.fresh(version).state == "review"
    assert not Approval.objects.filter(withdrawn_at=None).exists()
    told = Notification.objects.filter(kind="plans.approval_withdrawn")
    assert told.count() == 2


def test_a_published_text_stays_when_a_name_changes(client):
    version = publication.publish(approved_with_an_agency(), by=None)
    renamed()
    client.force_login(make.planner(name="Pembaca"))

    data = client.get(at("content-file", version)).content

    assert hashlib.sha256(data).hexdigest() == version.digest
    assert "Dinas Baru" not in data.decode()
    assert json.loads(data)["masterplan"]["region"] == "64.71"


def test_the_approvals_of_what_is_published_stand_when_a_name_changes():
    version = publication.publish(approved_with_an_agency(), by=None)
    renamed()

    assert not withdraw_stale(version.pk)
    assert Approval.objects.filter(withdrawn_at=None).count() == 2


def test_the_approvals_of_what_is_not_out_yet_fall_when_a_name_changes():
    version = approved_with_an_agency()
    renamed()

    assert len(withdraw_stale(version.pk)) == 2


def test_those_who_signed_and_guided_are_told():
    guidance.published_plan()

    told = Notification.objects.filter(kind="plans.published")
    assert {one.recipient.person.name for one in told} == {
        "Sekda",
        "Kepala Bappeda",
        "Pembimbing",
    }


def test_the_older_version_stays_when_a_new_one_is_published():
    first = guidance.published_plan()
    planner = make.planner(name="Lain")
    second = masterplans.new_version(first, by=planner)
    leader, head = (one.person.account for one in Approval.objects.all())
    mentor = first.masterplan.mentorships.get().person.account
    guidance.reviewed(guidance.fresh(second), mentor=mentor)
    guidance.signed(second, leader)
    guidance.signed(second, head)

    publication.publish(guidance.fresh(second), by=planner)

    assert {one.number for one in doors.published()} == {1, 2}


def test_nobody_takes_back_what_is_published(client):
    version = guidance.published_plan()
    made = version.approvals.get(side="leaders")
    client.force_login(made.person.account)

    response = client.post(at("approval-take-back", version, made.pk))

    assert response.status_code == 403
    assert Approval.objects.get(pk=made.pk).withdrawn_at is None


def test_a_planner_publishes_in_the_browser(client):
    version = guidance.approved()
    client.force_login(make.planner(name="Penerbit"))

    client.post(at("publish", version))

    page = client.get(at("approval", version)).content.decode()
    assert guidance.fresh(version).state == "published"
    assert version.digest in page
    region = version.masterplan.region
    assert reverse("portal:masterplans", args=[region.slug]) in page


def test_a_coordinator_publishes_in_the_browser(client):
    version = guidance.approved()
    client.force_login(make.coordinator(make.region()))

    client.post(at("publish", version))

    assert guidance.fresh(version).state == "published"


def test_a_reader_publishes_nothing(client):
    version = guidance.approved()
    client.force_login(make.user(Capability.VIEW_REGION, region=make.region()))

    assert client.post(at("publish", version)).status_code == 403


def test_the_secretariat_does_not_publish_for_a_region(client):
    version = guidance.approved()
    client.force_login(guidance.guide("Lain"))

    assert client.post(at("publish", version)).status_code == 403
