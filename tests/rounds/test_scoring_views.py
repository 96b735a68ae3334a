import pytest

from menuju.files.models import StoredFile
from menuju.rounds.models import (
    Score,
)
from tests import make
from tests.rounds.pages import at

pytestmark = pytest.mark.django_db


def given(level="2", **more):
    return {"version": "0", "level": level, "confidence": "medium"} | {
        "reason": make.REASON,
        **more,
    }


def test_an_assessor_scores_an_item_and_goes_to_the_next(client):
    part = make.judged_region()
    client.force_login(make.panel(part, 1)["A"])
    place = at("score", part, "sdm-1")

    assert client.get(place).status_code == 200
    answer = client.post(place, given())

    assert answer.url == at("score", part, "sdm-2")
    assert Score.objects.get().level == 2


def test_a_short_reason_is_refused_on_the_page_and_nothing_typed_is_lost(client):
    part = make.judged_region()
    client.force_login(make.panel(part, 1)["A"])

    answer = client.post(at("score", part, "sdm-1"), given(reason="Kurang jelas."))

    assert answer.status_code == 422
    assert "Sekarang 13 huruf" in answer.content.decode()
    assert "Kurang jelas." in answer.content.decode()


def test_a_quote_from_a_page_that_the_file_does_not_have_is_refused(client):
    part = make.judged_region()
    file = make.proof(part).file
    StoredFile.objects.filter(pk=file.pk).update(kind="pdf", pages=2)
    client.force_login(make.panel(part, 1)["A"])
    place = at("score", part, "sdm-1")

    answer = client.post(place, given(**{"page-1": "99", "quote-1": "Tim dibentuk."}))

    assert answer.status_code == 422
    assert "B1 hanya punya 2 halaman." in answer.content.decode()
    assert client.post(place, given(**{"page-1": "2"})).status_code == 302


def test_two_windows_on_one_score_show_both_texts(client):
    part = make.judged_region()
    user = make.panel(part, 1)["A"]
    make.score(user, part, reason=make.REASON + " Pertama.")
    client.force_login(user)

    answer = client.post(
        at("score", part, "sdm-1"), given(reason=make.REASON + " Kedua.")
    )

    assert answer.status_code == 409
    assert "Pertama." in answer.content.decode()
    assert "Kedua." in answer.content.decode()
    assert Score.objects.get().version == 1


def test_the_page_of_an_item_shows_the_confirmed_attendance_for_information(client):
    part = make.judged_region()
    make.confirmed(make.slot(part))
    client.force_login(make.panel(part, 1)["A"])

    page = client.get(at("score", part, "sdm-1")).content.decode()

    assert "30" in page
    assert client.get(at("score", part, "kehadiran")).status_code == 404


def test_sent_scores_are_read_only(client):
    part = make.judged_region()
    user = make.panel(part, 1)["A"]
    make.sent(user, part, 2, 2)
    client.force_login(user)
    place = at("score", part, "sdm-1")

    assert client.get(place).status_code == 200
    assert client.post(place, given("1", version="1")).status_code == 403
    assert Score.objects.get(item="sdm-1").level == 2


def test_a_score_of_another_region_does_not_exist(client):
    part = make.judged_region()
    other = make.judged_region(of=part.round, code="64.72")
    client.force_login(make.panel(part, 1)["A"])

    assert client.get(at("score", part, "sdm-1")).status_code == 200
    assert client.get(at("score", other, "sdm-1")).status_code == 404


def test_the_comparison_opens_only_after_sending(client):
    part = make.judged_region()
    users = make.panel(part, 2)
    make.sent(users["B"], part, 1, 1)
    client.force_login(users["A"])
    assert client.get(at("compare", part)).status_code == 403

    make.sent(users["A"], part, 1, 2)

    page = client.get(at("compare", part)).content.decode()
    assert "Sepakat" in page
    assert "Tinjau" in page


def test_the_widest_difference_leads_the_comparison(client):
    part = make.judged_region()
    users = make.panel(part, 2)
    make.sent(users["A"], part, 2, 0)
    make.sent(users["B"], part, 2, 2)
    client.force_login(users["A"])

    page = client.get(at("compare", part)).text

    assert page.index("Butir sdm-2") < page.index("Butir sdm-1")
