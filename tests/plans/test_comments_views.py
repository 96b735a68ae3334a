"""The pages of comments."""

import pytest
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.plans.actions import comments
from menuju.plans.models import Comment, MasterplanVersion
from menuju.plans.queries.remarks import remarks_in
from menuju.plans.templatetags.remarks import remarks as mark
from tests import make
from tests.plans.test_comments import mentor_of, review_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def paragraph():
    return make.paragraph(make.masterplan_version(), "Kota ini melayani warganya.")


def url(name, paragraph, *more):
    args = [paragraph.chapter.plan_version_id, *more]
    if name in {"remarks", "suggest", "history"}:
        args.append(paragraph.key)
    return reverse(f"plans:{name}", args=args)


def test_a_comment_is_written_in_the_browser_and_shown_with_its_quote(
    client, paragraph
):
    client.force_login(make.planner())
    sent = {"text": "Siapa <b>mereka</b>?", "quote": "warganya"}

    response = client.post(url("remarks", paragraph), sent, follow=True)

    page = response.content.decode()
    assert "Siapa &lt;b&gt;mereka&lt;/b&gt;?" in page
    assert response.redirect_chain[0][0].endswith(f"#c-{Comment.objects.get().pk}")


def test_a_comment_that_is_wrong_stays_in_the_form(client, paragraph):
    client.force_login(make.planner())

    response = client.post(
        url("remarks", paragraph), {"text": "Siapa?", "quote": "desa"}
    )

    assert response.status_code == 422
    assert "tidak ada di alinea" in response.content.decode()
    assert "Siapa?" in response.content.decode()
    assert not Comment.objects.exists()


def test_a_comment_longer_than_the_limit_is_refused_with_the_limit(client, paragraph):
    client.force_login(make.planner())

    response = client.post(url("remarks", paragraph), {"text": "a" * 4_001})

    assert response.status_code == 422
    assert "4000" in response.content.decode().replace(".", "")


def test_a_mentors_comment_during_a_review_is_the_mentors(client, paragraph):
    version = paragraph.chapter.plan_version
    review = review_of(version)
    client.force_login(mentor_of(version))

    client.post(url("remarks", paragraph), {"text": "Perbaiki."})
    page = client.get(url("remarks", paragraph)).content.decode()

    assert Comment.objects.get().review == review
    assert "Pembimbing" in page
    assert "tinjauan 1" in page


def test_a_planners_comment_during_a_review_is_not_the_mentors(client, paragraph):
    review_of(paragraph.chapter.plan_version)
    client.force_login(make.planner())

    client.post(url("remarks", paragraph), {"text": "Perbaiki."})

    assert Comment.objects.get().review is None


def test_a_message_leads_to_the_comment_on_its_paragraph(client, paragraph):
    planner = make.planner()
    thread = comments.comment(paragraph, "Siapa?", by=planner)
    client.force_login(planner)

    response = client.get(url("comment", paragraph, thread.pk))

    assert response.url == f"{url('remarks', paragraph)}#c-{thread.pk}"


def test_a_thread_is_answered_and_closed_in_the_browser(client, paragraph):
    planner = make.planner()
    thread = comments.comment(paragraph, "Siapa?", by=planner)
    client.force_login(planner)

    client.post(url("comment-answer", paragraph, thread.pk), {"text": "Semua."})
    client.post(url("comment-state", paragraph, thread.pk))

    thread.refresh_from_db()
    assert thread.answers.get().text == "Semua."
    assert thread.state == "done"


def test_an_empty_answer_says_so_at_its_own_field(client, paragraph):
    planner = make.planner()
    thread = comments.comment(paragraph, "Siapa?", by=planner)
    client.force_login(planner)

    response = client.post(url("comment-answer", paragraph, thread.pk), {"text": ""})

    page = response.content.decode()
    assert response.status_code == 422
    assert f'href="#id_c{thread.pk}_text"' in page
    assert f'id="id_c{thread.pk}_text"' in page


def test_a_foreigner_finds_no_page_of_remarks(client, paragraph):
    planner = make.planner()
    thread = comments.comment(paragraph, "Siapa?", by=planner)
    client.force_login(make.planner(make.region("64.72"), name="Orang luar"))
    places = [
        client.get(url("remarks", paragraph)),
        client.get(url("comments", paragraph)),
        client.get(url("comment", paragraph, thread.pk)),
        client.get(url("history", paragraph)),
        client.get(url("suggest", paragraph)),
        client.post(url("comment-answer", paragraph, thread.pk), {"text": "Ya."}),
    ]

    assert {one.status_code for one in places} == {404}


def test_a_comment_is_not_reached_through_another_version(client, paragraph):
    planner = make.planner()
    thread = comments.comment(paragraph, "Siapa?", by=planner)
    other = make.masterplan_version(first_year=2030, last_year=2039)
    client.force_login(planner)

    place = reverse("plans:comment", args=[other.pk, thread.pk])

    assert client.get(place).status_code == 404


def test_an_auditor_reads_and_is_offered_no_form(client, paragraph):
    comments.comment(paragraph, "Siapa?", by=make.planner())
    client.force_login(make.user(Capability.AUDIT, name="Auditor"))

    page = client.get(url("remarks", paragraph)).content.decode()

    assert "Siapa?" in page
    assert "Simpan komentar" not in page
    assert "Kirim jawaban" not in page


def test_a_frozen_version_shows_its_remarks_and_offers_no_form(client, paragraph):
    comments.comment(paragraph, "Siapa?", by=make.planner())
    MasterplanVersion.objects.update(state="published", digest="a" * 64)
    client.force_login(make.planner())

    page = client.get(url("remarks", paragraph)).content.decode()

    assert "Siapa?" in page
    assert "<textarea" not in page


def test_the_list_is_filtered_by_state_and_by_review(client, paragraph):
    version = paragraph.chapter.plan_version
    mentor = mentor_of(version)
    comments.comment(paragraph, "Dari pembimbing", by=mentor, review=review_of(version))
    done = comments.comment(paragraph, "Sudah beres", by=make.planner())
    comments.close(done, by=make.planner())
    client.force_login(make.planner())

    def listed(query):
        return client.get(url("comments", paragraph) + query).content.decode()

    assert "Dari pembimbing" in listed("")
    assert "Sudah beres" not in listed("")
    assert "Sudah beres" in listed("?keadaan=selesai")
    assert "Sudah beres" not in listed("?keadaan=semua&dari=tinjauan")
    assert "Dari pembimbing" in listed("?keadaan=semua&dari=tinjauan")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["remarks", "comments"])
def test_pages_of_remarks_take_few_queries(
    client, paragraph, django_assert_max_num_queries, name, rows
):
    planner = make.planner()
    review = review_of(paragraph.chapter.plan_version)
    for number in range(rows):
        reader = make.user(
            Capability.VIEW_REGION, name=f"Budi {number}", region=make.region()
        )
        thread = comments.comment(paragraph, f"Siapa {number}?", by=reader)
        comments.answer(thread, "Semua.", by=planner)
        comments.comment(paragraph, f"Catatan {number}", by=reader, review=review)
    client.force_login(planner)
    client.get(url(name, paragraph))

    with django_assert_max_num_queries(14):
        page = client.get(url(name, paragraph)).content.decode()

    assert page.count("Catatan") >= rows


def test_sixty_paragraphs_with_remarks_take_two_queries(
    paragraph, django_assert_num_queries
):
    version, planner = paragraph.chapter.plan_version, make.planner()
    several = [make.paragraph(version, f"Alinea {n}") for n in range(60)]
    for one in several:
        comments.comment(one, "Siapa?", by=planner)
    chapter = paragraph.chapter
    chapter.plan_version = version

    with django_assert_num_queries(2):
        found = remarks_in(chapter)
        shown = [mark(one, found) for one in several]

    assert all(len(one["threads"]) == 1 for one in shown)
