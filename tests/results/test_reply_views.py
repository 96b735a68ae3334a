"""The pages of the right of reply, as the region, the desk and others hear them."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from menuju.accounts.models import Capability
from menuju.rounds.models import Reply
from tests import make

pytestmark = pytest.mark.django_db

PLACE = ["2019", "64.72"]


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path


@pytest.fixture
def result():
    return make.contested_result()


@pytest.fixture
def region(client, result):  # noqa: ARG001 -- its round exists
    """A browser in which the region is signed in."""
    client.force_login(make.contester())
    return client


@pytest.fixture
def desk(client, result):  # noqa: ARG001 -- its round exists
    """A browser in which somebody who answers is signed in."""
    client.force_login(make.answerer())
    return client


def at(name, *more):
    return reverse(f"results:{name}", args=[*PLACE, *more])


def said(response):
    return unescape(response.content.decode())


def sent(client, code="sdm-1", subject="item", **more):
    given = {"asked": "4", "text": make.REPLY_TEXT, "action": "send"} | more
    return client.post(at("contest", subject, code), given)


def queries_of(client, url):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


# --- the region


def test_the_list_shows_the_deadline_with_weekday_zone_and_the_other_zones(region):
    html = said(region.get(at("replies")))

    assert "16.00 WITA" in html
    assert "15.00 WIB, 17.00 WIT" in html
    assert "Tersisa" in html


def test_the_list_offers_each_point_with_its_level_in_words(region):
    html = said(region.get(at("replies")))

    assert at("contest", "item", "sdm-1") in html
    assert "3 dari 4" in html
    assert at("contest", "attendance", "agency_head:bappeda") in html


def test_a_reply_is_sent_and_shown_as_waiting(region):
    answer = sent(region)

    assert answer.url == at("replies")
    html = said(region.get(answer.url))
    assert "Belum dijawab" in html


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(region):
    answer = sent(region, text="Terlalu singkat.", asked="")

    assert answer.status_code == 422
    html = said(answer)
    assert "Terlalu singkat." in html
    assert "Sekarang 16 huruf" in html
    assert "Pilih yang diminta daerah." in html


def test_a_draft_is_kept_unfinished_and_offered_again(region):
    sent(region, text="Belum selesai", action="draft")

    assert not Reply.objects.exists()
    assert "Belum selesai" in said(region.get(at("contest", "item", "sdm-1")))


def test_only_what_may_be_left_out_is_called_optional(region):
    html = said(region.get(at("contest", "item", "sdm-1")))

    assert html.count("boleh kosong") == 1


def test_a_late_reply_is_refused_on_the_page_with_the_text_in_place(region, result):
    make.opened_at(result.release, timezone.now() - timedelta(days=30))

    answer = sent(region)

    assert answer.status_code == 422
    html = said(answer)
    assert "Masa sanggah sudah berakhir" in html
    assert make.REPLY_TEXT in html


def test_after_the_clock_the_draft_can_still_be_read(region, result):
    make.opened_at(result.release, timezone.now() - timedelta(days=30))
    sent(region)

    html = said(region.get(at("replies")))

    assert "Draf yang tidak terkirim" in html
    assert at("contest", "item", "sdm-1") in html


@pytest.mark.parametrize(
    "place", [("item", "tidak-ada"), ("attendance", "sdm-1"), ("item", "kehadiran")]
)
def test_a_point_that_is_not_the_regions_is_missing(region, place):
    assert region.get(at("contest", *place)).status_code == 404


def test_another_region_reads_and_contests_nothing(client, result):
    reply = make.contested(result)
    client.force_login(make.contester("64.74"))

    places = [
        at("replies"),
        at("contest", "item", "sdm-1"),
        at("reply", reply.pk),
    ]
    assert [client.get(place).status_code for place in places] == [404, 404, 404]
    assert client.post(at("withdraw-reply", reply.pk)).status_code == 404


def test_a_reply_of_one_region_is_not_found_under_another(client, result):
    reply = make.contested(result)
    client.force_login(make.contester("64.74"))

    other = reverse("results:reply", args=["2019", "64.74", reply.pk])
    assert client.get(other).status_code == 404


def test_before_publication_there_is_nothing_to_contest(client):
    release = make.released(round_=make.judged_round())
    client.force_login(make.contester("64.71"))

    assert not release.published_at
    assert (
        client.get(reverse("results:replies", args=["2019", "64.71"])).status_code
        == 404
    )


def test_who_only_reads_for_the_region_sees_the_replies_but_no_form(client, result):
    make.contested(result)
    reader = make.official(
        "Pembaca", Capability.VIEW_REGION, region=result.participation.region
    )
    client.force_login(reader)

    assert "Belum dijawab" in said(client.get(at("replies")))
    assert client.get(at("contest", "item", "sdm-2")).status_code == 403


def test_a_reply_is_withdrawn_on_its_page(region, result):
    reply = make.contested(result)

    assert "Tarik sanggahan ini" in said(region.get(at("reply", reply.pk)))
    region.post(at("withdraw-reply", reply.pk))

    reply.refresh_from_db()
    assert reply.state == Reply.State.WITHDRAWN


def test_the_result_page_tells_the_value_before_and_after(region, result):
    make.answered(result, make.contested(result))

    html = said(region.get(at("result")))

    assert "semula" in html
    assert "Keputusan tidak berubah" in html


def test_the_result_page_leads_to_the_replies(region):
    assert at("replies") in said(region.get(at("result")))


def test_a_region_does_not_read_who_answered(region, result):
    reply = make.contested(result)
    make.answered(result, reply, by=make.answerer("Wayan Penjawab"))

    html = said(region.get(at("reply", reply.pk)))
    assert make.REPLY_ANSWER in html
    assert "Wayan Penjawab" not in html


# --- the desk


def answer(client, reply, **more):
    given = {"state": "upheld", "level": "4", "answer": make.REPLY_ANSWER} | more
    return client.post(at("reply", reply.pk), given)


def test_whoever_may_answers_on_the_page_of_the_reply(desk, result):
    reply = make.contested(result)

    assert answer(desk, reply).status_code == 302
    html = said(desk.get(at("reply", reply.pk)))
    assert "Nilai menjadi" in html


def test_whoever_may_not_reads_why_and_is_refused(client, result):
    reply = make.contested(result)
    user = make.answerer()
    user.person.assignments.create(
        participation=result.participation, letter="A", assigned_at=make.NOON
    )
    client.force_login(user)

    assert "sebagai asesor" in said(client.get(at("reply", reply.pk)))
    assert answer(client, reply).status_code == 403


def test_a_second_answer_is_refused_with_what_was_typed(desk, result):
    reply = make.contested(result)
    make.answered(result, reply)

    refused = answer(desk, reply, state="dismissed", level="")

    assert refused.status_code == 422
    assert "sudah dijawab" in said(refused)


def test_a_level_outside_the_scale_is_refused(desk, result):
    refused = answer(desk, make.contested(result), level="7")

    assert refused.status_code == 422
    assert "Pilih satu dari daftar." in said(refused)


def test_a_decision_that_would_change_is_said_with_the_way_to_a_new_one(client):
    regions = {"64.71": make.judged("4"), "64.72": make.judged("3", "3")}
    result = make.contested_result(regions=regions)
    reply = make.contested(result)
    make.answered(result, reply)
    client.force_login(make.answerer("Pembaca Meja"))

    html = said(client.get(at("reply", reply.pk)))

    assert "keputusan baru oleh dua orang diperlukan" in html
    assert reverse("results:decision", args=["2019"]) in html


def test_the_board_counts_and_filters(desk, result):
    make.contested(result)
    other = make.result_of(result.release, "64.74")
    make.answered(other, make.contested(other, asked="3"), "dismissed", "")
    url = reverse("results:replies-board", args=["2019"])

    everything = said(desk.get(url))
    opened = said(desk.get(url, {"keadaan": "open"}))
    named = said(desk.get(url, {"kata": "bontang"}))

    assert "Kota Samarinda" in everything
    assert "Kota Bontang" in everything
    assert "Kota Bontang" not in opened
    assert "Kota Samarinda" not in named


def test_who_answers_finds_the_board_and_how_many_wait_among_the_results(desk, result):
    make.contested(result)

    html = said(desk.get(reverse("results:list")))

    assert reverse("results:replies-board", args=["2019"]) in html
    assert "1 sanggahan menunggu jawaban" in html


def test_the_board_says_until_when_in_each_zone(desk):
    html = said(desk.get(reverse("results:replies-board", args=["2019"])))

    assert "16.00 WITA" in html


def test_the_board_names_the_instrument_as_people_call_it(desk, result):
    html = said(desk.get(reverse("results:replies-board", args=["2019"])))

    assert result.release.round.instrument_version.named in html


def test_a_region_does_not_open_the_board(region):
    url = reverse("results:replies-board", args=["2019"])

    assert region.get(url).status_code == 404
    assert (
        region.get(
            reverse("results:replies-download", args=["2019", "csv"])
        ).status_code
        == 404
    )


def test_the_board_downloads_with_formulas_made_inert(desk, result):
    make.contested(result, text='=HYPERLINK("http://contoh.test") ' + make.REPLY_TEXT)

    table = desk.get(reverse("results:replies-download", args=["2019", "csv"]))

    text = table.content.decode("utf-8-sig")
    assert "\"'=HYPERLINK" in text
    assert "provenance" in text
    assert "2017.1" in text


def test_the_board_downloads_as_a_workbook(desk, result):
    make.contested(result)

    table = desk.get(reverse("results:replies-download", args=["2019", "xlsx"]))

    assert table.content[:2] == b"PK"


def test_the_pages_take_as_many_queries_for_three_replies_as_for_one(desk, result):
    board = reverse("results:replies-board", args=["2019"])
    make.contested(result)
    one = queries_of(desk, board), queries_of(desk, at("replies"))
    make.contested(result, "sdm-2")
    make.contested(result, "deputy", "absent", subject="attendance")
    three = queries_of(desk, board), queries_of(desk, at("replies"))

    assert one == three
    assert max(three) <= 15


def test_the_page_of_a_reply_keeps_within_its_queries(desk, result):
    reply = make.contested(result, versions=[make.proof(result.participation)])

    assert queries_of(desk, at("reply", reply.pk)) <= 15
