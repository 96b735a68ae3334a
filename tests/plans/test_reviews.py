"""The region asks, the mentor reads and answers; what changes afterwards is seen."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.messages.models import Notification
from menuju.plans.actions import reviews
from menuju.plans.models import ReviewRound
from menuju.plans.models.documents import digest_of
from menuju.plans.queries.approvals import digest_now
from menuju.plans.queries.completeness import blocking_in
from tests import make
from tests.make import guidance

pytestmark = pytest.mark.django_db


def asked(version=None):
    version = version or make.masterplan_version()
    mentor = guidance.mentor_of(version)
    return reviews.ask(version, by=make.planner()), mentor


def answer(round_, mentor, verdict="ready", summary="", read=""):
    read = read or digest_now(guidance.fresh(round_.plan_version))
    return reviews.close(round_, verdict, summary, read=read, by=mentor)


def kinds():
    return set(Notification.objects.values_list("kind", flat=True))


def at(name, version, *more):
    return reverse(f"plans:{name}", args=[version.pk, *more])


def test_a_review_keeps_what_was_asked_to_be_read():
    round_, _mentor = asked()

    assert round_.digest == digest_of(round_.content)
    assert guidance.fresh(round_.plan_version).state == "review"


def test_the_mentor_is_told_of_a_review():
    _round, mentor = asked()

    assert Notification.objects.filter(
        recipient=mentor, kind="plans.review_asked"
    ).exists()


def test_nobody_is_asked_while_there_is_no_mentor():
    with pytest.raises(ValidationError, match="Belum ada pembimbing"):
        reviews.ask(make.masterplan_version(), by=make.planner())


def test_who_asks_is_told_how_much_holds_approval_back(client):
    version = make.masterplan_version()
    guidance.mentor_of(version)
    client.force_login(make.planner())

    page = client.post(at("review-ask", version), follow=True).text

    assert f"{blocking_in([version])[version.pk]} hal masih menahan pengesahan." in page
    assert f"{at('completeness', version)}?jenis=menahan" in page


def test_nothing_is_said_where_nothing_holds_approval_back(client):
    version = guidance.free_version()
    guidance.mentor_of(version)
    client.force_login(make.planner())

    page = client.post(at("review-ask", version), follow=True).text

    assert "menahan pengesahan" not in page


def test_a_mentor_who_says_ready_is_told_how_much_holds_approval_back(client):
    round_, mentor = asked()
    version = guidance.fresh(round_.plan_version)
    client.force_login(mentor)
    said = {"verdict": "ready", "summary": "Baik.", "read": digest_now(version)}

    page = client.post(at("review", version, 1), said, follow=True).text

    assert "hal masih menahan pengesahan." in page


def test_one_review_runs_at_a_time():
    round_, _mentor = asked()

    with pytest.raises(ValidationError, match="masih berjalan"):
        reviews.ask(round_.plan_version, by=make.planner())


def test_a_version_is_not_sent_back_without_saying_why():
    round_, mentor = asked()

    with pytest.raises(ValidationError, match="perlu diperbaiki"):
        answer(round_, mentor, "mend", " ")


def test_a_version_that_was_sent_back_is_a_draft_again():
    round_, mentor = asked()

    answer(round_, mentor, "mend", "Bab III belum ada.")

    assert guidance.fresh(round_.plan_version).state == "draft"
    assert "plans.review_closed" in kinds()


def test_a_version_that_is_ready_waits_for_its_signatories():
    leader = guidance.leader()
    round_, mentor = asked()

    answer(round_, mentor)

    assert guidance.fresh(round_.plan_version).state == "review"
    assert Notification.objects.get(kind="plans.to_approve").recipient == leader


def test_the_second_round_is_numbered():
    round_, mentor = asked()
    answer(round_, mentor, "mend", "Perbaiki.")

    assert reviews.ask(round_.plan_version, by=make.planner()).number == 2


def test_a_review_is_answered_once():
    round_, mentor = asked()
    answer(round_, mentor)

    with pytest.raises(PermissionDenied, match="sudah ditutup"):
        answer(round_, mentor, "mend", "Lagi.")


def test_nobody_answers_for_a_text_they_did_not_see():
    round_, mentor = asked()
    read = digest_now(guidance.fresh(round_.plan_version))
    make.programme(round_.plan_version)

    with pytest.raises(reviews.ChangedTextError):
        answer(round_, mentor, read=read)


def test_the_answer_is_about_what_the_mentor_read():
    round_, mentor = asked()
    make.programme(round_.plan_version)

    closed = answer(round_, mentor)

    assert closed.digest == digest_now(guidance.fresh(round_.plan_version))
    assert len(closed.content["programmes"]) == 1


def test_a_planner_asks_in_the_browser(client):
    version = make.masterplan_version()
    guidance.mentor_of(version)
    client.force_login(make.planner())

    client.post(at("review-ask", version))

    assert ReviewRound.objects.get().number == 1


def test_a_mentor_does_not_ask_oneself(client):
    version = make.masterplan_version()
    client.force_login(guidance.mentor_of(version))

    assert client.post(at("review-ask", version)).status_code == 403


def test_a_mentor_answers_in_the_browser(client):
    round_, mentor = asked()
    version = guidance.fresh(round_.plan_version)
    client.force_login(mentor)
    sent = {"read": digest_now(version), "verdict": "mend", "summary": "Bab III."}

    client.post(at("review", version, 1), sent)

    round_.refresh_from_db()
    assert (round_.verdict, round_.summary) == ("mend", "Bab III.")
    assert round_.closed_by == mentor


def test_what_changed_meanwhile_is_said_and_the_answer_stays(client):
    round_, mentor = asked()
    version = guidance.fresh(round_.plan_version)
    sent = {"read": digest_now(version), "verdict": "mend", "summary": "Bab III."}
    make.programme(version)
    client.force_login(mentor)

    response = client.post(at("review", version, 1), sent)

    page = response.content.decode()
    assert response.status_code == 422
    assert "berubah sejak Anda membuka" in page
    assert "Bab III." in page
    assert digest_now(version) in page


def test_a_planner_does_not_answer_a_review(client):
    round_, _mentor = asked()
    client.force_login(make.planner())
    version = round_.plan_version
    assert client.get(at("review", version, 1)).status_code == 200

    response = client.post(at("review", version, 1), {"verdict": "ready"})

    assert response.status_code == 403


def test_the_secretariat_does_not_answer_for_the_mentor(client):
    round_, _mentor = asked()
    client.force_login(guidance.guide("Lain"))

    response = client.post(at("review", round_.plan_version, 1), {"verdict": "ready"})

    assert response.status_code == 403


def test_a_change_after_the_answer_is_seen(client):
    round_, mentor = asked()
    answer(round_, mentor)
    version = round_.plan_version
    client.force_login(make.planner(name="Pembaca"))
    assert "Isi berubah" not in client.get(at("guidance", version)).content.decode()

    make.programme(version)

    assert "Isi berubah" in client.get(at("guidance", version)).content.decode()


def test_a_mentor_has_a_list_with_what_waits_on_top(client):
    other = make.masterplan_version(region=make.region("64.72"))
    round_, mentor = asked()
    by = guidance.guide("Lain")
    reviews_first = guidance.mentors_assign(other, mentor, by)
    client.force_login(mentor)

    page = client.get(reverse("plans:mentored")).content.decode()

    assert reviews_first
    assert page.index("Kota Balikpapan") < page.index("Kota Samarinda")
    assert at("review", round_.plan_version, 1) in page


def test_the_list_of_a_mentor_is_not_for_planners(client):
    client.force_login(make.planner())

    assert client.get(reverse("plans:mentored")).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_a_mentor_takes_few_queries(
    client, django_assert_max_num_queries, rows
):
    mentor = None
    for code in ("64.71", "64.72", "35.71")[:rows]:
        version = make.masterplan_version(region=make.region(code))
        if mentor is None:
            mentor = guidance.mentor_of(version)
        else:
            guidance.mentors_assign(version, mentor, guidance.guide(code))
    client.force_login(mentor)
    client.get(reverse("plans:mentored"))

    with django_assert_max_num_queries(12):
        client.get(reverse("plans:mentored"))


def test_the_page_of_a_review_takes_few_queries(client, django_assert_max_num_queries):
    round_, mentor = asked(make.masterplan_version(plan=make.rpjmd()))
    client.force_login(mentor)
    url = at("review", round_.plan_version, 1)
    client.get(url)

    with django_assert_max_num_queries(15):
        client.get(url)


def test_a_mentor_who_came_to_write_the_plans_does_not_answer():
    round_, mentor = asked()
    region = round_.plan_version.masterplan.region
    make.seat(mentor.person, Capability.WRITE_PLANS, region=region)

    with pytest.raises(PermissionDenied, match="pembimbing lain"):
        answer(round_, mentor)
