from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.regions.models import Province, Region
from menuju.rounds.actions import extensions
from menuju.rounds.actions.extensions import More
from menuju.rounds.forms.rounds import MOMENT
from menuju.rounds.models import Extension, ExtensionRequest, Participation
from menuju.rounds.queries.deadlines import deadline_of
from tests import make
from tests.make.extensions import PUBLIC, WHY, asked, closing, granted, later
from tests.rounds.pages import at, of_round

pytestmark = pytest.mark.django_db
State = ExtensionRequest.State
MOST_QUERIES = 15


def clock(part, moment):
    """A moment as the browser of somebody in the region sends it."""
    return moment.astimezone(ZoneInfo(part.region.time_zone)).strftime(MOMENT)


def sent(client, part, **changes):
    data = {"until": clock(part, later(part, days=3)), "reason": WHY} | changes
    return client.post(at("extension", part), data)


@pytest.fixture
def coordinator(client):
    part = closing()
    client.force_login(make.coordinator(part.region))
    return client, part


@pytest.fixture
def decider(client):
    part = closing()
    client.force_login(make.manager())
    return client, part


def test_the_banner_leads_to_the_request_and_back_to_its_state(coordinator):
    client, part = coordinator
    assert "Minta perpanjangan" in client.get(at("check", part)).text

    assert sent(client, part)["Location"] == at("extension", part)

    assert "menunggu keputusan" in client.get(at("participation", part)).text
    page = client.get(at("extension", part))
    assert WHY in page.text
    assert "Tarik permintaan" in page.text


@pytest.mark.parametrize(
    ("code", "zone", "hour"),
    [("64", "WITA", 15), ("35", "WIB", 16), ("91", "WIT", 14)],
)
def test_the_wished_moment_is_read_on_the_regions_own_clock(client, code, zone, hour):
    part = closing(region=make.region())
    Region.objects.update(province=Province.objects.get_or_create(code=code)[0])
    part = Participation.objects.get()
    client.force_login(make.coordinator(part.region))
    page = client.get(at("extension", part))
    assert f"Sampai kapan ({zone})" in page.text
    day = later(part, days=3).strftime("%Y-%m-%d")

    sent(client, part, until=f"{day}T23:00")

    utc = ExtensionRequest.objects.get().until.astimezone(ZoneInfo("UTC"))
    assert utc.strftime("%Y-%m-%dT%H:%M") == f"{day}T{hour}:00"


def test_what_was_typed_stays_when_the_request_is_not_accepted(coordinator):
    client, part = coordinator

    page = sent(client, part, reason="Belum siap.")

    assert page.status_code == 422
    assert "Alasan minimal 30 huruf" in page.text
    assert "Belum siap." in page.text
    assert clock(part, later(part, days=3)) in page.text


def test_a_moment_past_the_calendar_is_refused_with_the_limit(coordinator):
    client, part = coordinator

    page = sent(client, part, until=clock(part, later(part, days=15)))

    assert "mengizinkan paling lambat" in page.text
    assert not ExtensionRequest.objects.exists()


def test_a_request_that_all_were_given_is_told_to_its_region(coordinator):
    client, part = coordinator
    asked(part, days=1)
    more = More(later(part, days=2), PUBLIC)
    extensions.extend_all(part.round, more, by=make.manager())

    assert "Diminta: dikabulkan" in client.get(at("extension", part)).text


def test_a_request_can_be_taken_back(coordinator):
    client, part = coordinator
    sent(client, part)
    key = ExtensionRequest.objects.get().pk

    client.post(at("withdraw_extension", part, key))

    assert ExtensionRequest.objects.get().state == State.WITHDRAWN
    assert "Kirim permintaan" in client.get(at("extension", part)).text


def test_an_agency_officer_does_not_read_what_its_region_asks(client):
    part = closing()
    agency = make.agency(part.region)
    client.force_login(make.coordinator(part.region))
    client.post(at("delegate", part, "sdm-1"), {"agency": agency.pk})
    client.force_login(make.agency_officer(agency))

    assert client.get(at("extension", part)).status_code == 404
    assert at("extension", part) not in client.get(at("participation", part)).text


def test_somebody_who_only_reads_cannot_ask(client):
    part = closing()
    client.force_login(make.somebody(Capability.VIEW_REGION, region=part.region))
    assert "Kirim permintaan" not in client.get(at("extension", part)).text

    assert sent(client, part).status_code == 403


def test_the_secretariat_sees_and_grants_a_request(decider):
    client, part = decider
    request = asked(part)
    page = client.get(of_round("extensions", part.round))
    assert at("decide_extension", part, request.pk) in page.text
    assert (
        "Putuskan permintaan perpanjangan" in client.get(reverse("overview:home")).text
    )
    assert "Putuskan permintaan" in client.get(of_round("progress", part.round)).text

    answer = client.post(
        at("decide_extension", part, request.pk),
        {
            "verdict": "grant",
            "until": clock(part, later(part, days=1)),
            "reason": PUBLIC,
        },
    )

    assert answer["Location"] == of_round("extensions", part.round)
    assert Extension.objects.get().reason == PUBLIC
    home = client.get(reverse("overview:home")).text
    assert "Putuskan permintaan perpanjangan" not in home


@pytest.mark.parametrize("seen", ["", "kemarin", "2026-13-45T99:00", "\x00"])
@pytest.mark.parametrize("until", ["0001-01-01T00:00", "9999-12-31T23:59", "besok"])
def test_what_no_browser_sends_is_answered_in_words(decider, seen, until):
    client, part = decider
    data = {"until": until, "reason": PUBLIC, "seen": seen}

    for place in (at("extend", part), of_round("extend_all", part.round)):
        assert client.post(place, data).status_code == 422
    assert not Extension.objects.exists()


def test_a_refusal_needs_no_moment_but_a_reason(decider):
    client, part = decider
    place = at("decide_extension", part, asked(part).pk)

    assert client.post(place, {"verdict": "refuse"}).status_code == 422
    client.post(place, {"verdict": "refuse", "reason": WHY})

    assert ExtensionRequest.objects.get().state == State.REFUSED


def test_who_decides_second_keeps_what_they_wrote(decider):
    client, part = decider
    request = asked(part)
    place = at("decide_extension", part, request.pk)
    extensions.refuse(request, WHY, by=make.manager("Bu Sari"))

    until = clock(part, request.until)
    page = client.post(place, {"verdict": "grant", "until": until, "reason": PUBLIC})

    assert page.status_code == 409
    assert "Bu Sari" in page.text
    assert PUBLIC in page.text


@pytest.mark.parametrize("name", ["extend", "extend_all"])
def test_the_secretariat_extends_without_a_request(decider, name):
    client, part = decider
    place = at(name, part) if name == "extend" else of_round(name, part.round)
    shown = client.get(place).context["form"]["seen"].value()
    zone = part.region.time_zone if name == "extend" else part.round.time_zone
    until = later(part, days=2).astimezone(ZoneInfo(zone)).strftime(MOMENT)

    client.post(place, {"until": until, "reason": PUBLIC, "seen": shown})

    assert deadline_of(part).extension.reason == PUBLIC


def test_a_reader_of_rounds_sees_the_list_and_moves_nothing(client):
    part = closing()
    request = asked(part)
    client.force_login(make.secretariat())
    page = client.get(of_round("extensions", part.round))

    assert "Menunggu sekretariat" in page.text
    for place in (
        at("decide_extension", part, request.pk),
        at("extend", part),
        of_round("extend_all", part.round),
    ):
        assert client.get(place).status_code == 403


def test_a_request_of_another_region_is_missing(client):
    part, other = closing(), closing(region=make.region("64.72"))
    request = asked(other)
    client.force_login(make.coordinator(part.region))

    for place in (
        at("extension", other),
        at("withdraw_extension", other, request.pk),
        at("decide_extension", other, request.pk),
    ):
        assert client.post(place).status_code in {403, 404}
    assert client.get(at("extension", other)).status_code == 404
    assert client.post(at("withdraw_extension", part, request.pk)).status_code == 404
    request.refresh_from_db()
    assert request.state == State.OPEN


def test_an_extension_is_public_at_once(client):
    part = closing()
    granted(part)
    region = reverse("portal:region", args=[part.region.slug])

    for place in (reverse("portal:extensions"), region):
        page = client.get(place)
        assert PUBLIC in page.text
        assert WHY not in page.text
        assert "Orang" not in page.text


def test_the_page_of_a_region_tells_the_deadline_that_holds(client):
    part = closing()
    granted(part, days=1)
    more = More(later(part, days=2), "Gempa bumi memutus jaringan seluruh pulau.")
    extensions.extend_all(part.round, more, by=make.manager())
    region = client.get(reverse("portal:region", args=[part.region.slug]))

    assert "Gempa bumi" in region.text
    assert PUBLIC not in region.text
    assert PUBLIC in client.get(reverse("portal:extensions")).text


def test_a_request_is_not_public(client):
    part = closing()
    asked(part)

    assert WHY not in client.get(reverse("portal:extensions")).text
    region = reverse("portal:region", args=[part.region.slug])
    assert "diperpanjang" not in client.get(region).text


def test_what_all_are_given_after_a_region_sent_is_not_its_own(client):
    part = make.submitted(closing())
    more = More(later(part, days=1), PUBLIC)
    extensions.extend_all(part.round, more, by=make.manager())

    region = reverse("portal:region", args=[part.region.slug])
    assert PUBLIC not in client.get(region).text
    assert PUBLIC in client.get(reverse("portal:extensions")).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_take_few_queries(client, rows, django_assert_max_num_queries):
    part = closing()
    regions = [make.region(code) for code in ("35.71", "64.72", "12.12")[:rows]]
    parts = [make.participation(of=part.round, region=region) for region in regions]
    for one in parts:
        granted(one)
        asked(one)
    request = asked(part)
    round_page = of_round("extensions", part.round)
    client.force_login(make.manager())
    for place in (
        round_page,
        f"{round_page}?lihat=diperpanjang",
        f"{round_page}?lihat=tertutup",
        of_round("extend_all", part.round),
        at("extend", part),
        at("extension", part),
        at("decide_extension", part, request.pk),
        reverse("portal:extensions"),
        reverse("overview:home"),
    ):
        client.get(place)
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(place).status_code == 200


def test_of_two_who_extend_the_second_sees_it_and_may_send_again(decider):
    client, part = decider
    place = of_round("extend_all", part.round)
    shown = client.get(place).context["form"]["seen"].value()
    zone = ZoneInfo(part.round.time_zone)
    until = later(part, days=4).astimezone(zone).strftime(MOMENT)
    data = {"until": until, "reason": PUBLIC, "seen": shown}
    other = More(later(part, days=1), PUBLIC)
    extensions.extend_all(part.round, other, by=make.manager("Bu Sari"))

    page = client.post(place, data)
    assert page.status_code == 409
    assert "digeser orang lain" in page.text
    assert PUBLIC in page.text

    again = data | {"seen": page.context["form"]["seen"].value()}
    assert client.post(place, again).status_code == 302
    assert Extension.objects.count() == 2
