"""Two signatories approve one and the same content; a change takes their word back."""

import hashlib

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from menuju.accounts.models import Capability, Invitation, OfficeHolding
from menuju.messages.models import Notification
from menuju.plans.actions import alignment, approvals, paragraphs, reviews
from menuju.plans.actions.withdrawals import withdraw_stale
from menuju.plans.models import Approval, Paragraph, PlannedProgramme
from menuju.plans.queries.approvals import (
    approvals_of,
    digest_now,
    holdings_of,
    signings_of,
)
from menuju.regions.models import Agency, Rank
from tests import make
from tests.make import guidance

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_tries_yet():
    """What one test tried at a password does not count in the next."""
    cache.clear()


def at(name, version, *more):
    return reverse(f"plans:{name}", args=[version.pk, *more])


def test_two_signatures_approve_a_version():
    version = guidance.reviewed()

    guidance.signed(version, guidance.leader())
    assert guidance.fresh(version).state == "review"
    guidance.signed(version, guidance.planning_head())

    held = guidance.fresh(version)
    assert held.state == "approved"
    assert held.digest == digest_now(held)
    assert {one.digest for one in held.approvals.all()} == {held.digest}


def test_a_version_that_the_mentor_did_not_call_ready_is_not_signed():
    version = guidance.free_version()

    with pytest.raises(PermissionDenied, match="siap disahkan"):
        guidance.signed(version, guidance.leader())


def test_a_version_that_was_sent_back_is_not_signed():
    version = guidance.reviewed(verdict="mend", summary="Perbaiki.")

    with pytest.raises(PermissionDenied, match="siap disahkan"):
        guidance.signed(version, guidance.leader())


def test_rules_that_block_hold_the_signatures_back():
    version = guidance.reviewed(make.masterplan_version())

    with pytest.raises(ValidationError, match="Kelengkapan"):
        guidance.signed(version, guidance.leader())


def test_one_person_does_not_sign_twice():
    version, leader = guidance.reviewed(), guidance.leader()
    guidance.signed(version, leader)

    with pytest.raises(PermissionDenied, match="orang lain"):
        guidance.signed(version, leader)


def test_one_person_with_two_offices_is_still_one_person():
    version, leader = guidance.reviewed(), guidance.leader()
    head = guidance.planning_head()
    post = head.person.holdings.get().office
    OfficeHolding.objects.create(person=leader.person, office=post)
    guidance.signed(version, leader)

    other = holdings_of(leader.person, make.region())[1]
    with pytest.raises(PermissionDenied, match="orang lain"):
        approvals.sign(version, other, read=digest_now(version), by=leader)


def test_two_leaders_do_not_make_two_sides():
    version = guidance.reviewed()
    guidance.signed(version, guidance.leader())
    mayor = make.user(Capability.APPROVE_PLANS, name="Wali", region=make.region())
    post = make.office(make.region(), Rank.HEAD)
    OfficeHolding.objects.create(person=mayor.person, office=post)

    with pytest.raises(PermissionDenied, match="sisi lain"):
        guidance.signed(version, mayor)


def test_nobody_signs_by_somebody_elses_office():
    version = guidance.reviewed()
    leader, head = guidance.leader(), guidance.planning_head()
    theirs = holdings_of(head.person, make.region())[0]

    with pytest.raises(PermissionDenied, match="sendiri"):
        approvals.sign(version, theirs, read=digest_now(version), by=leader)


def test_who_brought_the_other_in_is_no_second_person():
    version = guidance.reviewed()
    leader, head = guidance.leader(), guidance.planning_head()
    Invitation.objects.create(
        person=head.person,
        email="a@contoh.test",
        key_hash="k",
        invited_by=leader,
        expires_at=version.made_at,
        used_at=version.made_at,
    )
    guidance.signed(version, leader)

    with pytest.raises(PermissionDenied, match="undangan"):
        guidance.signed(version, head)


def test_nobody_signs_what_they_did_not_see():
    version, leader = guidance.reviewed(), guidance.leader()
    read = digest_now(version)
    make.programme(version)
    holding = holdings_of(leader.person, make.region())[0]

    with pytest.raises(reviews.ChangedTextError):
        approvals.sign(guidance.fresh(version), holding, read=read, by=leader)


def test_a_change_takes_the_signature_back_and_tells_who_signed(
    django_capture_on_commit_callbacks,
):
    plan = guidance.in_force(make.rpjmd(goals=1))
    version = guidance.free_version(plan=plan)
    programme = make.programme(version)
    leader = guidance.leader()
    guidance.signed(guidance.reviewed(version), leader)
    goal = version.development_plan.goals.get()

    with django_capture_on_commit_callbacks(execute=True):
        alignment.add_link(
            version,
            ("programme", programme.key),
            goal,
            why=(2, "Menaikkan indeks."),
            by=make.planner(),
        )

    assert Approval.objects.get().withdrawn_at
    told = Notification.objects.get(kind="plans.approval_withdrawn")
    assert told.recipient == leader


def test_an_act_that_changes_nothing_leaves_the_signature(
    django_capture_on_commit_callbacks,
):
    version = guidance.reviewed()
    guidance.signed(version, guidance.leader())

    with django_capture_on_commit_callbacks(execute=True):
        paragraphs.take_lock(
            Paragraph.objects.earliest("pk"), by=make.planner(name="Lain")
        )

    assert Approval.objects.get().withdrawn_at is None


def test_a_signature_of_other_content_does_not_count():
    version = guidance.reviewed()
    guidance.signed(version, guidance.leader())
    PlannedProgramme.objects.all().delete()
    make.programme(version)

    held = guidance.fresh(version)
    found = signings_of(held, approvals_of(held), digest_now(held))

    assert not any(one.approval for one in found)


def test_the_second_signature_does_not_rest_on_a_stale_first():
    version = guidance.reviewed()
    guidance.signed(version, guidance.leader())
    make.programme(version)

    guidance.signed(version, guidance.planning_head())

    assert guidance.fresh(version).state == "review"
    assert Approval.objects.filter(withdrawn_at=None).count() == 1


def test_an_approved_version_is_open_again_when_a_name_in_it_changed():
    version = guidance.free_version()
    agency = make.agency(make.region())
    make.programme(version, agency=agency)
    guidance.approved(guidance.reviewed(version))
    Agency.objects.filter(pk=agency.pk).update(name="Dinas Baru")

    assert len(withdraw_stale(version.pk)) == 2

    held = guidance.fresh(version)
    assert (held.state, held.digest) == ("review", "")


def test_nothing_is_approved_against_a_draft_of_the_development_plan():
    version = guidance.reviewed(guidance.free_version(plan=make.rpjmd()))

    with pytest.raises(ValidationError, match="RPJMD"):
        guidance.signed(version, guidance.leader())


def test_one_takes_ones_own_signature_back(client):
    version, leader = guidance.reviewed(), guidance.leader()
    made = guidance.signed(version, leader)
    client.force_login(leader)

    client.post(at("approval-take-back", version, made.pk))

    assert Approval.objects.get().withdrawn_at


def test_nobody_takes_anothers_signature_back(client):
    version = guidance.reviewed()
    made = guidance.signed(version, guidance.leader())
    client.force_login(guidance.planning_head())

    assert client.post(at("approval-take-back", version, made.pk)).status_code == 404


def sent(version, person, **changes):
    holding = holdings_of(person.person, make.region())[0]
    fields = {"read": digest_now(version), "holding": holding.pk, "agreed": "on"}
    return fields | {"password": make.PASSWORD} | changes


def test_a_signatory_signs_the_digest_on_the_page(client):
    version, leader = guidance.reviewed(), guidance.leader()
    client.force_login(leader)
    assert digest_now(version) in client.get(at("sign", version)).content.decode()

    client.post(at("sign", version), sent(version, leader))

    assert Approval.objects.get().office == "Sekretaris daerah"


def test_what_is_signed_can_be_read_from_the_page(client):
    version, leader = guidance.reviewed(), guidance.leader()
    client.force_login(leader)

    page = client.get(at("sign", version)).content.decode()

    form = page[page.index("</h2>") :]
    assert at("books", version) in form
    assert at("compare", version) in form


def test_who_did_not_say_yes_has_not_signed(client):
    version, leader = guidance.reviewed(), guidance.leader()
    client.force_login(leader)
    fields = sent(version, leader)
    del fields["agreed"]

    response = client.post(at("sign", version), fields)

    assert response.status_code == 422
    assert not Approval.objects.exists()


def test_nobody_signs_at_a_screen_that_was_left_open(client):
    version, leader = guidance.reviewed(), guidance.leader()
    client.force_login(leader)

    response = client.post(at("sign", version), sent(version, leader, password="x"))

    assert response.status_code == 422
    assert "Kata sandi tidak cocok" in response.content.decode()
    assert not Approval.objects.exists()


@pytest.mark.parametrize("is_demo", [True, False])
def test_only_the_demo_tells_the_password_of_its_people(client, settings, is_demo):
    version, leader = guidance.reviewed(), guidance.leader()
    settings.DEMO, settings.DEMO_PASSWORD = is_demo, "kata-sandi-demo"
    client.force_login(leader)

    text = client.get(at("sign", version)).text

    assert ("kata-sandi-demo" in text) == is_demo


def test_guessing_the_password_is_stopped(client):
    version, leader = guidance.reviewed(), guidance.leader()
    client.force_login(leader)
    wrong = sent(version, leader, password="x")

    tries = [client.post(at("sign", version), wrong) for _ in range(11)]

    assert tries[-1].status_code == 429


def test_content_that_changed_meanwhile_asks_for_consent_anew(client):
    version, leader = guidance.reviewed(), guidance.leader()
    fields = sent(version, leader)
    make.programme(version)
    client.force_login(leader)

    page = client.post(at("sign", version), fields)

    text = page.content.decode()
    assert page.status_code == 422
    assert "berubah sejak Anda membuka" in text
    assert 'name="agreed"' in text
    assert "checked" not in text.split('name="agreed"')[1].split(">")[0]


def test_a_planner_does_not_sign(client):
    version = guidance.reviewed()
    client.force_login(make.planner(name="Lain"))
    assert client.get(at("approval", version)).status_code == 200

    response = client.post(at("sign", version), {"agreed": "on"})

    assert response.status_code == 403
    assert "penanda tangan" in response.content.decode()


def test_a_signatory_of_another_region_sees_nothing(client):
    version = guidance.reviewed()
    client.force_login(guidance.leader(make.region("64.72")))

    assert client.get(at("approval", version)).status_code == 404


def test_the_content_can_be_checked_before_it_is_signed(client):
    version = guidance.reviewed()
    client.force_login(guidance.leader())

    data = client.get(at("content-file", version)).content

    assert hashlib.sha256(data).hexdigest() == digest_now(version)


def test_what_blocks_stands_on_the_page_instead_of_the_form(client):
    version = guidance.reviewed(make.masterplan_version())
    client.force_login(guidance.leader())

    page = client.get(at("sign", version)).content.decode()

    assert "menahan pengesahan" in page
    assert 'name="agreed"' not in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["approval", "sign"])
def test_pages_of_approval_take_few_queries(
    client, django_assert_max_num_queries, rows, name
):
    plan = guidance.in_force(make.rpjmd(goals=rows))
    version = guidance.free_version(plan=plan, programmes=rows)
    guidance.reviewed(version)
    guidance.signed(version, guidance.leader())
    client.force_login(guidance.planning_head())
    client.get(at(name, version))

    with django_assert_max_num_queries(15):
        assert client.get(at(name, version)).status_code == 200


def test_who_mentored_a_masterplan_does_not_approve_it():
    version = guidance.free_version()
    mentor = guidance.mentor_of(version)
    version = guidance.reviewed(version, mentor=mentor)
    secretary = make.office(version.masterplan.region, Rank.SECRETARY)
    OfficeHolding.objects.create(person=mentor.person, office=secretary)

    with pytest.raises(PermissionDenied, match="pembimbing masterplan ini"):
        guidance.signed(version, mentor)
