import pytest

from tests import make
from tests.rounds.pages import at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("participation", []),
        ("item", ["sdm-1"]),
        ("evidence_list", []),
        ("evidence", [1]),
        ("check", []),
        ("delegate", ["sdm-1"]),
    ],
)
def test_no_page_takes_more_than_fifteen_queries(
    client, django_assert_max_num_queries, items, name, args
):
    part = make.participation(of=make.open_round(of=make.readiness(items=items)))
    for number in range(1, items + 1):
        make.answer(part, f"sdm-{number}")
        make.document_of(part, content=make.pdf(f"{number}"))
    client.force_login(make.coordinator(part.region))
    client.get(at(name, part, *args))

    with django_assert_max_num_queries(15):
        assert client.get(at(name, part, *args)).status_code == 200


@pytest.mark.parametrize("items", [1, 3])
def test_an_agencys_pages_take_no_more_either(
    client, django_assert_max_num_queries, items
):
    part = make.participation(of=make.open_round(of=make.readiness(items=items)))
    agency = make.agency(part.region)
    client.force_login(make.coordinator(part.region))
    for number in range(1, items + 1):
        make.document_of(part, f"sdm-{number}", content=make.pdf(f"{number}"))
        client.post(at("delegate", part, f"sdm-{number}"), {"agency": agency.pk})
    client.force_login(make.agency_officer(agency))
    pages = [at("participation", part), at("item", part, "sdm-1")]
    pages += [at("evidence", part, 1), at("evidence_list", part)]

    for page in pages:
        client.get(page)
        with django_assert_max_num_queries(15):
            assert client.get(page).status_code == 200


def test_the_receipt_takes_at_most_fifteen_queries(
    client, django_assert_max_num_queries
):
    part = make.submitted()
    client.force_login(make.coordinator(part.region))
    client.get(at("receipt", part))

    with django_assert_max_num_queries(15):
        client.get(at("receipt", part))
