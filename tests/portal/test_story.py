"""The way of a region as a newcomer reads it: from the home page to the session."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from menuju.instruments.models import Version
from menuju.rounds.models import (
    AttendanceReport,
    ConfirmedAttendance,
    Participation,
    Session,
    SessionSlot,
)
from tests import make

pytestmark = pytest.mark.django_db

INFOPUBLIK = "InfoPublik, 26 Februari 2019"
APTIKA = "Ditjen Aptika, laporan asesmen 21 Februari 2019"
START = datetime(2019, 2, 21, 3, tzinfo=UTC)
TWO = {"64.71": make.judged("4"), "64.72": make.judged("3")}


def seated(**changes):
    """Balikpapan's turn on 21 February 2019, as a publication tells it."""
    part = Participation.objects.get(region="64.71", round__code="2019")
    session = Session.objects.create(
        round=part.round,
        title="Asesmen",
        starts_at=START,
        ends_at=START + timedelta(hours=8),
        place="Tangerang Selatan",
    )
    return SessionSlot.objects.create(
        session=session, participation=part, starts_at=START, **changes
    )


def printed(slot, office="head", status="absent", source=INFOPUBLIK, **more):
    return AttendanceReport.objects.create(
        slot=slot,
        office=office,
        status=status,
        origin="publication",
        provenance="published",
        source=source,
        reported_at=START,
        **more,
    )


def kept(report, reason=""):
    return ConfirmedAttendance.objects.create(
        slot=report.slot,
        office=report.office,
        report=report,
        reason=reason,
        confirmed_at=START,
    )


def read(client, url=""):
    page = client.get(url or reverse("portal:region", args=["64.71-kota-balikpapan"]))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def test_where_publications_differ_each_is_named_with_what_it_says(client):
    make.published(TWO)
    slot = seated()
    kept(printed(slot), reason="Artikel menyebut setiap orang yang hadir.")
    printed(slot, status="present", source=APTIKA)

    page = read(client)

    assert (
        "Kepala daerah: tidak disebut hadir menurut InfoPublik [1] ; "
        "hadir menurut Ditjen Aptika [2]"
    ) in page
    assert APTIKA in page


def test_publications_that_agree_are_not_said_to_differ(client):
    make.published(TWO)
    slot = seated()
    kept(printed(slot))
    printed(slot, source=APTIKA)

    assert "Ditjen Aptika" not in read(client)


def test_a_report_that_nobody_published_is_not_told(client):
    make.published(TWO)
    slot = seated()
    kept(printed(slot), reason="Dua laporan berbeda.")
    AttendanceReport.objects.create(
        slot=slot,
        office="head",
        status="present",
        origin="region",
        source="Surat daerah",
        reported_at=START,
    )

    page = read(client)

    assert "tidak disebut hadir; sumber lain berbeda" in page
    assert "Surat daerah" not in page


def test_attendance_and_its_element_are_compared_with_earlier_rounds(client):
    nobody = [{"office": "head", "status": "absent", "capacity": "", "rank": ""}]
    make.published(
        {**TWO, "64.71": make.judged("4", attendance=nobody)},
        make.judged_round(2018),
        provenance="simulated",
    )
    make.published(TWO, make.judged_round(2019))
    kept(printed(seated(), "deputy", "present", capacity="definitive"))

    page = read(client)

    assert "2018 0,00 (simulasi) 1,20 (simulasi) 0–4 2017.1 2 daerah dinilai" in page
    assert "2019 3,00 2,40 0–4 2017.1 2 daerah dinilai" in page


def test_the_readiness_scores_have_the_instruments_scale_and_their_peers(client):
    make.published(TWO)
    version = Version.objects.get()
    version.document["scale"] = {"min": "1", "max": "5", "step": "1"}
    version.save()

    page = read(client)

    assert "1–5 2 daerah dinilai" in page
    assert "0–4" not in page


def test_the_home_page_leads_a_newcomer_to_the_way_with_most_to_tell(client):
    make.published(TWO, make.judged_round(2018), selected=("64.72",))
    make.published(TWO, make.judged_round(2019))
    Participation.objects.filter(region="64.72").update(outcome_provenance="simulated")

    page = client.get(reverse("portal:home")).text

    assert 'href="/daerah/64.71-kota-balikpapan/#journey"' in page
    assert "2018</span> belum terpilih" in page
    assert "2019</span> terpilih" in page


def test_without_a_region_that_came_back_the_home_page_promises_no_story(client):
    make.published(TWO)

    assert "#journey" not in client.get(reverse("portal:home")).text


def test_a_province_without_a_selected_region_is_a_known_zero_on_the_map(client):
    make.published(TWO, selected=())

    page = client.get(reverse("portal:home")).text

    assert 'class="zero" style="grid-area:2/9">KI' in page
    assert "1 provinsi nol" in page


def test_everybody_who_stood_in_for_an_office_is_told(client):
    make.published(TWO)
    slot = seated()
    division = {"status": "represented", "rank": "division_head"}
    section = division | {"rank": "section_head", "office_title": "Kasi"}
    kept(printed(slot, office="agency_head:diskominfo", **division))
    printed(slot, office="agency_head:diskominfo", **section)

    assert "diwakili kepala bidang dan kepala seksi atau subbagian" in read(client)


def test_who_stood_in_by_another_source_is_not_mixed_in(client):
    make.published(TWO)
    slot = seated()
    division = {"status": "represented", "rank": "division_head"}
    section = division | {"rank": "section_head", "office_title": "Kasi"}
    kept(printed(slot, office="agency_head:diskominfo", **division))
    printed(slot, office="agency_head:diskominfo", source=APTIKA, **section)

    assert "dan kepala seksi" not in read(client)
