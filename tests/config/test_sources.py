"""What was published is told with its source, in two languages and linked where known."""

import pytest

from menuju.results.models import PublishedEvent, PublishedResult
from menuju.rounds.models import Participation, Round
from menuju.web.components.citations import LANGUAGES, addresses

BALIKPAPAN = "64.71"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]


def sources():
    """Every source that the public pages print."""
    past = {"year__lt": 2020}
    rows = [
        *PublishedEvent.objects.values_list("source", flat=True),
        *PublishedResult.objects.values_list("source", flat=True),
        *Round.objects.filter(**past).values_list("source", flat=True),
        *Participation.objects.filter(round__year__lt=2020).values_list(
            "outcome_source", flat=True
        ),
    ]
    return set(rows)


def test_every_source_is_said_in_both_languages():
    assert [each for each in sources() if LANGUAGES not in each] == []


def test_no_source_is_longer_than_its_place():
    assert max(map(len, sources())) <= 300


def test_the_way_of_balikpapan_leads_to_its_publications():
    told = PublishedEvent.objects.filter(region=BALIKPAPAN)
    figures = PublishedResult.objects.filter(region=BALIKPAPAN)
    texts = [row.source for row in (*told, *figures)]

    assert [each for each in texts if not addresses(each)] == []


def test_one_article_is_one_source():
    review = PublishedEvent.objects.get(region=BALIKPAPAN, kind="review")

    assert review.source == PublishedResult.objects.get(region=BALIKPAPAN).source


@pytest.mark.parametrize(
    "fact",
    [
        "RPJMD dan visi misi wali kota sebelumnya",
        "Ibu Kota Nusantara",
        "diselaraskan",
        "cetak biru jangka pendek, menengah, dan panjang",
        "menyejahterakan warga",
    ],
)
def test_the_review_of_2022_tells_what_the_article_says(fact):
    assert fact in PublishedEvent.objects.get(region=BALIKPAPAN, kind="review").text_id
