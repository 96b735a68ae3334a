import pytest

from menuju.rounds.models import (
    Round,
)
from tests import make
from tests.rounds.pages import at, of_round

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.mark.parametrize("regions", [1, 3])
def test_the_lists_of_a_round_stay_within_the_query_budget(
    client, regions, django_assert_max_num_queries
):
    round_ = make.open_round(phase=Round.Phase.ASSESSMENT, assessors_per_region=2)
    for code in ("64.71", "64.72", "35.71")[:regions]:
        part = make.judged_region(of=round_, code=code)
        make.judged_by(part, (0, 2), (2, 2))
        make.confirmed(make.slot(part))
        make.assessor()
    client.force_login(make.manager())

    for phase in (Round.Phase.ASSESSMENT, Round.Phase.MODERATION):
        Round.objects.update(phase=phase)
        for name in ("detail", "attendance_list", "moderation", "freeze", "advance"):
            with django_assert_max_num_queries(MOST_QUERIES):
                assert client.get(of_round(name, round_)).status_code == 200
    Round.objects.update(phase=Round.Phase.ASSESSMENT, assessors_per_region=3)
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(of_round("assignments", round_))
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(of_round("assignments", round_) + "?usulan=1")


@pytest.mark.parametrize("documents", [1, 3])
def test_the_pages_of_a_region_stay_within_the_query_budget(
    client, documents, django_assert_max_num_queries
):
    part = make.judged_region()
    for number in range(1, documents + 1):
        make.proof(part, number=number)
    user = make.panel(part, 1)["A"]
    make.confirmed(make.slot(part))
    make.sent(user, part, 2, 2)
    client.force_login(user)

    for place in (
        at("scoring", part),
        at("score", part, "sdm-1"),
        at("compare", part),
        at("attendance", part),
    ):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(place).status_code == 200
    client.force_login(make.manager())
    for place in (at("panel", part), at("moderate", part, "sdm-1")):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(place).status_code == 200


@pytest.mark.parametrize("phase", Round.Phase.values)
def test_the_board_is_drawn_in_twelve_queries(
    client, phase, django_assert_max_num_queries
):
    part = make.judged_region(assessors_per_region=2)
    make.judged_by(part, (0, 2), (2, 2))
    make.confirmed(make.slot(part))
    make.in_phase(part, phase)
    client.force_login(make.manager())

    with django_assert_max_num_queries(12):
        assert client.get(of_round("detail", part.round)).status_code == 200
