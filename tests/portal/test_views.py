from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from menuju.instruments.models import Version
from menuju.results.models import PublishedEvent, PublishedResult
from menuju.rounds.models import (
    AttendanceReport,
    ConfirmedAttendance,
    Participation,
    Round,
    Session,
    SessionSlot,
)
from tests import make

pytestmark = pytest.mark.django_db

TRIBUN = "Tribun Kaltim, 28 Desember 2022"
INFOPUBLIK = "InfoPublik, 26 Februari 2019"
THREE = {
    "64.71": make.judged("4"),
    "64.72": make.judged("3"),
    "64.74": make.judged("2"),
}


def figure(code="64.71", year=2022, value="3.12", **more):
    return PublishedResult.objects.create(
        region=make.named_region(code),
        year=year,
        value=value,
        confidence="S",
        source=TRIBUN,
        provenance="published",
        **more,
    )


def session_of(code="64.71", year="2019"):
    """The session of 21 February 2019, with the deputy present, by name."""
    participation = Participation.objects.get(region=code, round__code=year)
    start = datetime(2019, 2, 21, 3, tzinfo=UTC)
    session = Session.objects.create(
        round=participation.round,
        title="Asesmen",
        starts_at=start,
        ends_at=start + timedelta(hours=8),
        place="Tangerang Selatan",
        source=INFOPUBLIK,
    )
    slot = SessionSlot.objects.create(
        session=session, participation=participation, starts_at=start
    )
    report = AttendanceReport.objects.create(
        slot=slot,
        office="deputy",
        status="present",
        origin="publication",
        person_name="Nama Wakil",
        source=INFOPUBLIK,
        reported_at=start,
    )
    ConfirmedAttendance.objects.create(
        slot=slot, office="deputy", report=report, confirmed_at=start
    )


def profile(client, code="64.71"):
    return client.get(
        reverse("portal:region", args=[make.named_region(code).slug])
    ).text


def test_the_profile_shows_a_figure_with_all_that_was_printed_of_it(client):
    figure(
        position_id="sekitar 40 dari 100, resmi tanpa peringkat",
        peers_id="sekitar 100 kabupaten/kota",
        instrument_label="Evaluasi 2022",
    )

    page = profile(client)

    for words in (
        "3,12",
        "dari 4",
        "2022",
        "sekitar 40 dari 100, resmi tanpa peringkat",
        "sekitar 100 kabupaten/kota",
        "Evaluasi 2022",
        TRIBUN,
        "tidak menetapkan peringkat",
    ):
        assert words in page


def test_without_a_figure_the_profile_says_so_and_never_zero(client):
    page = profile(client)

    assert "Nilai evaluasi: belum ada" in page
    assert "0,00" not in page


def test_the_journey_goes_through_the_rounds_in_order(client):
    make.published(THREE, make.judged_round(2018), selected=("64.72",))
    make.published(THREE, make.judged_round(2019))
    session_of()
    PublishedEvent.objects.create(
        region=make.named_region(),
        on=date(2022, 12, 28),
        kind="fgd",
        title_id="FGD peninjauan masterplan",
        title_en="FGD",
        source=TRIBUN,
    )

    page = profile(client)

    said = [
        "Asesmen tahap II (kuota 1): belum terpilih",
        "21 Februari 2019",
        "Wakil kepala daerah: hadir",
        "Asesmen tahap III (kuota 1): terpilih",
        "28 Desember 2022",
        "FGD peninjauan masterplan",
    ]
    places = [page.index(words) for words in said]
    assert places == sorted(places)


def test_nobody_is_named_on_a_public_page(client):
    make.published(THREE)
    session_of()

    assert "Nama Wakil" not in profile(client)


def test_a_simulated_session_is_not_told_in_public(client):
    make.published(THREE)
    session_of()
    SessionSlot.objects.update(provenance="simulated")

    assert "21 Februari 2019" not in profile(client)


def test_a_round_at_work_is_nowhere_in_public(client):
    make.released(THREE, make.judged_round(2018, phase=Round.Phase.DECISION))

    assert client.get(reverse("portal:round", args=["2018"])).status_code == 404
    assert "2018" not in profile(client)
    assert "Asesmen 2018" not in client.get(reverse("portal:results")).text


def test_a_published_round_lists_the_selected_with_notes_and_sources(client):
    make.published(THREE)
    Participation.objects.filter(region="64.71").update(
        note_id="Sumber berbeda", outcome_source=INFOPUBLIK
    )

    page = client.get(reverse("portal:round", args=["2019"])).text

    assert "Kota Balikpapan" in page
    assert "Sumber berbeda" in page
    assert INFOPUBLIK in page
    assert "Kota Samarinda" not in page


def test_a_misspelt_name_is_answered_with_the_closest(client):
    make.named_region()

    page = client.get(reverse("portal:regions"), {"q": "Balikpapn"}).text

    assert "Tidak ada daerah bernama &quot;Balikpapn&quot;" in page.replace(
        '"Balikpapn"', "&quot;Balikpapn&quot;"
    )
    assert "Kota Balikpapan" in page


def test_an_unknown_code_is_a_404_with_the_closest_names(client):
    make.named_region()

    answer = client.get("/daerah/99.99-kota-balikpapn/")

    assert answer.status_code == 404
    assert "Kota Balikpapan" in answer.text


def test_a_region_is_found_by_its_code_whatever_the_name_in_the_address(client):
    region = make.named_region()

    answer = client.get("/daerah/64.71-nama-lama/")

    assert (answer.status_code, answer.url) == (302, f"/daerah/{region.slug}/")


def listed(client, **query):
    page = client.get(reverse("portal:regions"), query)
    return {line.region.code for line in page.context["listing"].lines}


def test_the_list_is_filtered_by_place_round_and_outcome(client):
    make.published(THREE)
    make.named_region("64.01")

    assert listed(client) == {"64.71", "64.72", "64.74", "64.01"}
    assert listed(client, tahap="2019") == {"64.71", "64.72", "64.74"}
    assert listed(client, hasil="selected") == {"64.71"}
    assert listed(client, provinsi="64", q="samarinda") == {"64.72"}
    assert listed(client, pulau="jawa") == set()


def test_a_filter_that_cannot_be_read_asks_nothing(client):
    make.named_region()

    assert listed(client, provinsi="zz", halaman="x") == {"64.71"}


def test_open_data_says_where_each_row_comes_from(client):
    make.published(THREE)
    figure()

    rows = client.get("/data/nilai.csv").text.splitlines()
    outcomes = client.get("/data/seleksi.json").json()["rows"]

    assert rows[1].split(",")[0] == "64.71"
    assert "published" in rows[1]
    assert {row["outcome"] for row in outcomes} == {"selected", "not_selected"}
    assert client.get("/data/rahasia.csv").status_code == 404


def test_a_cell_is_never_run_as_a_formula(client):
    figure(position_id="=1+1")

    assert ",'=1+1," in client.get("/data/nilai.csv").text


def test_the_regions_data_carries_the_mark_of_the_simulation(client):
    make.published(THREE, provenance="simulated")
    slug = make.named_region().slug

    held = client.get(reverse("portal:region-json", args=[slug])).json()

    assert [row["provenance"] for row in held["figures"]] == ["simulated"]


def test_only_published_instruments_are_shown(client):
    version = make.instrument_version()
    url = reverse("portal:instrument", args=["contoh", version.label])
    assert client.get(url).status_code == 404

    Version.objects.update(
        status="published", published_at=make.NOON, content_hash="ab" * 32
    )
    page = client.get(url).text
    assert "Butir sdm-1" in page
    assert "usulan" in page


@pytest.mark.parametrize(
    "name",
    ["home", "results", "method", "data", "about", "help", "accessibility", "privacy"],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_stands_in_both_languages(client, name, language):
    with translation.override(language):
        page = client.get(reverse(f"portal:{name}"))

    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text


@pytest.mark.parametrize("rows", [1, 3])
def test_public_pages_take_few_queries(client, django_assert_max_num_queries, rows):
    for year in range(2020 - rows, 2020):
        make.published(dict(list(THREE.items())[:rows]), make.judged_round(year))
    session_of()
    figure()
    slug = make.named_region().slug

    for url in (
        reverse("portal:home"),
        reverse("portal:regions"),
        reverse("portal:region", args=[slug]),
        reverse("portal:region-csv", args=[slug]),
        reverse("portal:round", args=["2019"]),
        reverse("portal:results"),
    ):
        with django_assert_max_num_queries(15):
            assert client.get(url).status_code == 200


def test_a_practice_round_is_shown_with_its_mark_but_never_counted(client):
    make.published(THREE)
    before = client.get(reverse("portal:home")).text
    Round.objects.update(provenance="simulated", title_id="Latihan (simulasi)")
    Participation.objects.update(outcome_provenance="simulated")

    after = client.get(reverse("portal:home")).text

    assert "<b>1</b><span>keputusan terpilih" in before
    assert "<b>0</b><span>keputusan terpilih" in after
    assert "<b>0</b><span>tahap asesmen terbit" in after
    assert 'Latihan (simulasi)</a><span class="simulated">' in after
    assert "Daerah terpilih ada di 0 dari" in after


def test_a_published_selection_is_not_marked_simulated_on_its_list(client):
    make.published(THREE, provenance="simulated")
    address = reverse("portal:selection", args=["2019"])
    simulated = client.get(address).text
    Participation.objects.update(outcome_provenance="published")

    told = client.get(address).text

    assert 'Terpilih</span><span class="simulated">' in simulated
    assert 'Terpilih</span><span class="simulated">' not in told
    assert "Simulasi" in told  # the decision and its seal still are


def test_the_source_of_a_list_stands_once_and_a_row_names_another(client):
    make.published(THREE, selected=("64.71", "64.72"))
    Participation.objects.update(outcome_source=INFOPUBLIK)
    address = reverse("portal:round", args=["2019"])
    assert client.get(address).text.count(INFOPUBLIK) == 1

    Participation.objects.filter(region="64.72").update(outcome_source="Kotaku")

    page = client.get(address).text
    assert page.count(INFOPUBLIK) == 1
    assert page.count("Kotaku") == 1


def test_the_version_of_a_printed_figure_is_said_in_the_readers_language(client):
    figure(instrument_label="Evaluasi 2022 | Evaluation 2022")
    address = reverse("portal:region", args=["64.71-kota-balikpapan"])

    assert "<dd>Evaluasi 2022</dd>" in client.get(address).text
    with translation.override("en"):
        english = reverse("portal:region", args=["64.71-kota-balikpapan"])
    assert "<dd>Evaluation 2022</dd>" in client.get(english).text
