"""A score in a list stands with its scale, its version and its peers."""

import re

import pytest
from django.urls import reverse

from menuju.accounts.models import Capability
from tests import make

pytestmark = pytest.mark.django_db

TWO = {"64.71": make.judged("4"), "64.72": make.judged("3")}


def reader(client):
    region = make.named_region("64.71")
    user = make.official("Tim 64.71", Capability.VIEW_REGION, region=region)
    client.force_login(user)


def rounds(years):
    for year in years:
        make.published(TWO, make.judged_round(year=year))


def read(client, address):
    page = client.get(address).text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_ones_own_results_say_scale_version_and_peers(client):
    rounds([2019])
    reader(client)

    page = read(client, reverse("results:list"))

    assert "0–4, 2017.1 2 daerah dinilai" in page


def test_earlier_results_say_scale_version_and_peers(client):
    rounds([2018, 2019])
    reader(client)

    page = read(client, reverse("results:result", args=["2019", "64.71"]))

    assert "0–4, 2017.1 2 daerah dinilai" in page.split("Keikutsertaan sebelumnya")[1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_three_results_as_for_one(
    client, django_assert_max_num_queries, count
):
    rounds(range(2017, 2017 + count))
    reader(client)

    with django_assert_max_num_queries(8):
        client.get(reverse("results:list"))
