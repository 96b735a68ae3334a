"""The board: zones, doubt, downloads, and what it costs with three regions and with all."""

import csv
import io
import time

import pytest
from django.urls import reverse

from menuju.accounts.models import Capability
from menuju.regions.models import Province, Region
from menuju.results import actions
from menuju.results.actions.simulation import simulate_release
from menuju.results.models import Simulation
from menuju.results.queries.board import Zone, board_of, glyphs_of
from menuju.results.queries.bump import bump_of
from menuju.results.queries.selection import Terms, terms_of
from menuju.results.queries.texts import chance
from tests import make

pytestmark = pytest.mark.django_db

THREE = {
    "64.71": make.judged("4"),
    "64.72": make.judged("3"),
    "64.74": make.judged("2"),
}
CLOSE = {
    "64.71": make.judged("4", "4", "4"),
    "64.72": make.judged("3", "2", "2"),
    "64.74": make.judged("2", "2", "3"),
    "64.01": make.judged("0", "0", "0"),
}
PAGE = 100_000
ALL = 514


def decider(client=None, name="Rina"):
    user = make.official(name, Capability.DECIDE, Capability.FREEZE)
    if client:
        client.force_login(user)
    return user


def board(release, **terms):
    asked = Terms(**terms) if terms else terms_of(release.round)
    return board_of(release, asked, (0.0, 4.0), is_told=True)


def zones(made):
    return {row.place.code: row.zone for row in made.rows}


def test_before_the_simulation_the_line_alone_tells_the_zones():
    made = board(make.released(THREE))

    assert zones(made) == {"64.71": Zone.IN, "64.72": Zone.OUT, "64.74": Zone.OUT}


def test_the_simulation_tells_firm_from_thin():
    release = make.released(CLOSE, make.judged_round(quota=2))
    simulate_release(release)

    made = board(release)

    assert zones(made) == {
        "64.71": Zone.IN,
        "64.72": Zone.THIN,
        "64.74": Zone.THIN,
        "64.01": Zone.OUT,
    }
    assert (made.firm_in, made.thin, made.firm_out, made.contested) == (1, 2, 1, 1)


def test_chances_add_up_to_the_places_and_carry_their_error():
    release = make.released(CLOSE, make.judged_round(quota=2))

    made = simulate_release(release)

    assert sum(each["chance"] for each in made.regions.values()) == pytest.approx(2)
    assert all(each["error"] is not None for each in made.regions.values())
    assert made.settings["draws"] >= 2000
    assert made.settings["rules"] == terms_of(release.round).digest


def test_the_same_release_gives_the_same_simulation():
    release = make.released(CLOSE)

    first = simulate_release(release).regions

    assert simulate_release(release).regions == first
    assert Simulation.objects.count() == 1


def test_scenarios_keep_the_official_order_beside_them():
    release = make.released(CLOSE, make.judged_round(quota=2))

    made = simulate_release(release)

    titles = [each["title"]["id"] for each in made.scenarios.values()]
    assert titles[0] == "Bobot resmi"
    assert "Sumber daya −10" in titles or len(titles) == 5
    assert made.scenarios["official"]["selected"] == ["64.71", "64.72"]


def test_rules_that_changed_make_the_simulation_old():
    release = make.released(CLOSE)
    simulate_release(release)

    assert board(release, places=2).is_outdated
    assert not board(release).is_outdated


def test_an_equal_score_at_the_line_is_thin_and_left_to_people():
    tied = {"64.71": make.judged(), "64.72": make.judged()}

    made = board(make.released(tied))

    assert set(zones(made).values()) == {Zone.THIN}
    assert not any(row.place.selected for row in made.rows)


def test_the_picture_shows_the_rows_at_the_line():
    release = make.released(CLOSE, make.judged_round(quota=2))
    simulate_release(release)

    picture = bump_of(board(release), "id")

    assert [track.first for track in picture.tracks] == [1, 2, 3, 4]
    assert picture.line == 50


def test_earlier_attempts_stand_beside_the_name():
    make.published(THREE, make.judged_round(2018))
    made = board(make.released(THREE))

    rows = {row.place.code: row.attempts for row in made.rows}

    assert rows["64.71"] == [(2018, "Terpilih")]
    assert rows["64.74"] == [(2018, "Belum terpilih")]


def test_who_came_is_one_letter_per_office():
    letters = [(one.letter, one.status) for one in glyphs_of(make.BALIKPAPAN_2019)]

    assert letters == [("W", "present"), ("D", "represented"), ("B", "represented")]


def test_the_order_is_the_alphabet_unless_asked(client):
    make.released(CLOSE, make.judged_round(quota=1))
    decider(client)
    url = reverse("results:board", args=["2019"])

    by_name = client.get(url)
    by_score = client.get(url, {"urut": "nilai"})

    assert [row.place.code for row in by_name.context["outside"]] == ["64.74", "64.72"]
    assert [row.place.code for row in by_score.context["outside"]] == ["64.72", "64.74"]
    assert "urut menurut nama" in by_name.text


def test_a_zone_opens_where_it_lies(client):
    make.released(THREE)
    decider(client)

    page = client.get(reverse("results:board", args=["2019"]), {"zona": "luar"})

    codes = [row.place.code for row in page.context["zone_page"]]
    assert codes == ["64.74", "64.72"]
    assert "Lipat lagi" in page.text


def test_a_zone_that_is_none_opens_nothing(client):
    make.released(THREE)
    decider(client)

    page = client.get(reverse("results:board", args=["2019"]), {"zona": "x"})

    assert page.status_code == 200
    assert page.context["zone_page"] is None


def test_the_board_without_figures_says_what_to_do(client):
    make.judged_round()
    decider(client)

    page = client.get(reverse("results:board", args=["2019"])).text

    assert "belum dibekukan" in page


def test_the_simulation_is_started_from_the_board(client):
    release = make.released(CLOSE)
    decider(client)

    answer = client.post(reverse("results:simulate", args=["2019"]))

    assert answer.status_code == 302
    assert Simulation.objects.get().release == release


def test_the_table_is_inert_and_says_what_its_figures_are(client):
    release = make.released(THREE, provenance="simulated")
    Region.objects.filter(pk="64.71").update(name="=HYPERLINK(1)")
    simulate_release(release)
    decider(client)
    url = reverse("results:board-export", args=["2019", "csv"])

    rows = list(
        csv.DictReader(io.StringIO(client.get(url).content.decode("utf-8-sig")))
    )

    first = next(row for row in rows if row["region_code"] == "64.71")
    assert first["region"].startswith("'=")
    assert (first["scale_min"], first["scale_max"]) == ("0.0", "4.0")
    assert (first["year"], first["instrument_version"]) == ("2019", "2017.1")
    assert {row["provenance"] for row in rows} == {"simulated"}


def test_the_workbook_opens(client):
    make.released(THREE)
    decider(client)

    book = client.get(reverse("results:board-export", args=["2019", "xlsx"]))

    assert book.content.startswith(b"PK")
    assert 'filename="papan-seleksi-2019.xlsx"' in book["Content-Disposition"]


def test_there_is_no_third_kind_of_table(client):
    make.released(THREE)
    decider(client)

    url = reverse("results:board-export", args=["2019", "pdf"])
    assert client.get(url).status_code == 404


def test_a_region_does_not_find_the_board(client):
    make.published(THREE)
    region = make.named_region()
    client.force_login(make.official("T", Capability.VIEW_REGION, region=region))

    for name in ("board", "rules", "dry-runs", "policy"):
        assert client.get(reverse(f"results:{name}", args=["2019"])).status_code == 404


def test_the_checks_hold_for_a_frozen_round(client):
    make.released(THREE)
    decider(client)

    page = client.get(reverse("results:board", args=["2019"]))

    assert all(check.holds for check in page.context["checks"] if check.blocks)


@pytest.mark.parametrize("regions", [1, 3])
@pytest.mark.parametrize("name", ["board", "rules", "policy", "dry-runs"])
def test_pages_of_a_selection_take_few_queries(
    client, django_assert_max_num_queries, name, regions
):
    release = make.released(dict(list(CLOSE.items())[:regions]))
    simulate_release(release)
    decider(client)

    with django_assert_max_num_queries(15):
        client.get(reverse(f"results:{name}", args=["2019"]))


def everywhere():
    """Every region of the country, judged in a few ways."""
    islands = (
        *("sumatera", "jawa", "bali_nusa", "kalimantan", "sulawesi"),
        "maluku_papua",
    )
    provinces = [
        Province.objects.create(code=f"{n + 11}", name=f"Prov {n}", island_group=group)
        for n, group in enumerate(islands)
    ]
    codes = [f"{11 + n % 6}.{n // 6:02d}" for n in range(ALL)]
    Region.objects.bulk_create(
        Region(
            code=code,
            name=f"Kabupaten Nama Panjang {n:03d}",
            short_name=f"Nama Panjang {n:03d}",
            kind="kabupaten",
            province=provinces[n % 6],
        )
        for n, code in enumerate(codes)
    )
    return {
        code: make.judged(str(n % 5), str((n // 5) % 5), str((n // 25) % 5))
        for n, code in enumerate(codes)
    }


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("board", {}),
        ("board", {"zona": "luar"}),
        ("decision", {}),
        ("rules", {}),
        ("policy", {}),
    ],
)
def test_with_every_region_the_pages_stay_small(
    client, django_assert_max_num_queries, name, asked
):
    release = make.released(everywhere(), make.judged_round(quota=100))
    simulate_release(release)
    decider(client)
    began = time.process_time()

    with django_assert_max_num_queries(15):
        page = client.get(reverse(f"results:{name}", args=["2019"]), asked)

    assert page.status_code == 200
    assert len(page.content) <= PAGE
    assert time.process_time() - began <= 3


def test_with_every_region_a_choice_moves_one_that_is_not_shown(client):
    release = make.released(everywhere(), make.judged_round(quota=100))
    decider(client)
    url = reverse("results:decision", args=["2019"])
    page = client.get(url)
    form, shown = page.context["form"], page.context["shown"]
    inside = next(p for p in form.places if p.within and p.code not in shown)
    border = [p.code for p in form.places if p.at_border]
    people = [make.official(n, Capability.DECIDE).person.pk for n in ("Sari", "Budi")]
    typed = {
        "shown": list(shown),
        "selected": [p.code for p in form.places if p.code in shown and p.selected],
        "other-1": inside.result.participation.region.name,
        "to-1": "out",
        "why-1": "Mengundurkan diri",
        "reason": "Nilai sama di garis",
        **{f"reason-{code}": "Diundi" for code in border},
        **{f"person-{n}": pk for n, pk in enumerate(people, 1)},
        **{f"office-{n}": "Direktur" for n in (1, 2)},
        "institution-1": "Kominfo",
        "institution-2": "Kemendagri",
    }

    answer = client.post(url, typed)

    assert answer.status_code == 302
    chosen = release.decision.lines.filter(selected=True)
    within = {p.code for p in form.places if p.within}
    told = set(chosen.values_list("result__participation__region", flat=True))
    assert told == within - {inside.code}


def test_a_region_typed_wrong_is_not_guessed(client):
    make.released(THREE)
    decider(client)

    answer = client.post(
        reverse("results:decision", args=["2019"]),
        {"selected": ["64.71"], "other-1": "Kota Atlantis", "to-1": "in"},
    )

    assert answer.status_code == 422
    assert "“Kota Atlantis” bukan daerah" in answer.text


def test_the_proposal_shows_on_the_board(client):
    release = make.released(THREE)
    actions.propose_decision(release, make.choice("64.71"), decider(name="Joko"))
    decider(client)

    page = client.get(reverse("results:board", args=["2019"])).text

    assert "Menunggu penetapan orang kedua" in page


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.8999, "89,9%"),
        (0.9, "90%"),
        (0.0999, "9,9%"),
        (0.5349, "53%"),
        (1.0, ">99%"),
        (0.0, "<1%"),
    ],
)
def test_a_chance_is_never_rounded_over_a_line_nor_to_a_certainty(value, shown):
    assert chance(value) == shown
