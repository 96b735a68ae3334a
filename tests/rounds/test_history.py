import pytest
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.rounds.queries.history import passages
from tests import make

pytestmark = pytest.mark.django_db


def at(name, part, *args):
    return reverse(f"rounds:{name}", args=[part.round.code, part.region_id, *args])


@pytest.fixture
def part():
    """A region whose answer to ``sdm-1`` was saved three times."""
    found = make.participation()
    by = make.coordinator(found.region)
    for version, words in enumerate(("Ada SK.", "Ada SK tim.", "Ada SK tim baru.")):
        text = {"narrative": words, "level": version + 1}
        make.answer(found, by=by, version=version, **text)
    return found


@pytest.fixture
def rani(client, part):
    client.force_login(make.coordinator(part.region))
    return client


def test_every_saved_version_is_listed_with_who_and_when(rani, part):
    page = rani.get(at("history", part, "sdm-1"))

    assert page.status_code == 200
    for words in ("Versi 1", "Versi 2", "Versi 3", "WITA", "Ada SK tim baru."):
        assert words in page.text


def test_the_last_two_versions_are_compared_word_by_word(rani, part):
    page = rani.get(at("history", part, "sdm-1"))

    assert "Dari versi 2 ke versi 3" in page.text
    assert "<del>tim.</del><ins>tim baru.</ins>" in page.text
    assert "<del>2</del> → <ins>3</ins>" in page.text


def test_any_two_versions_can_be_compared(rani, part):
    page = rani.get(at("history", part, "sdm-1"), {"dari": "1", "ke": "3"})

    assert "Dari versi 1 ke versi 3" in page.text


@pytest.mark.parametrize("asked", [{"ke": "9"}, {"dari": "3", "ke": "1"}, {"ke": "1"}])
def test_versions_that_do_not_exist_are_named_as_such(rani, part, asked):
    page = rani.get(at("history", part, "sdm-1"), asked)

    assert page.status_code == 200
    assert "Versi itu tidak ada." in page.text


def test_an_answer_that_nobody_began_has_no_history_yet(rani, part):
    assert "Belum ada versi" in rani.get(at("history", part, "sdm-2")).text


def test_the_page_of_an_item_leads_to_its_history(rani, part):
    assert at("history", part, "sdm-1") in rani.get(at("item", part, "sdm-1")).text
    assert at("history", part, "sdm-2") not in rani.get(at("item", part, "sdm-2")).text


def test_earlier_drafts_stay_with_the_region(client, part):
    client.force_login(make.somebody(Capability.VIEW_ROUNDS))

    assert client.get(at("item", part, "sdm-1")).status_code == 200
    closed = client.get(at("history", part, "sdm-1"))
    assert closed.status_code == 403
    assert "hanya terbuka bagi daerah itu sendiri" in closed.text


def test_another_region_does_not_know_of_it(client, part):
    client.force_login(make.coordinator(make.region("64.72")))

    assert client.get(at("history", part, "sdm-1")).status_code == 404


@pytest.mark.parametrize("times", [1, 3])
def test_the_history_takes_no_more_queries_the_longer_it_is(
    rani, django_assert_max_num_queries, times
):
    part = make.participation(of=make.open_round())
    by = make.coordinator(part.region)
    for version in range(times):
        make.answer(part, by=by, version=version, narrative=f"Ke-{version}.")

    with django_assert_max_num_queries(15):
        assert rani.get(at("history", part, "sdm-1")).status_code == 200


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("", "", []),
        ("a b", "a b", [""]),
        ("", "a", ["ins"]),
        ("a", "", ["del"]),
        ("a b c", "a x c", ["", "del", "ins", ""]),
    ],
)
def test_two_texts_become_one(before, after, kinds):
    found = list(passages(before, after))

    assert [one.kind for one in found] == kinds
    assert "".join(one.text for one in found if one.kind != "ins") == before
    assert "".join(one.text for one in found if one.kind != "del") == after
