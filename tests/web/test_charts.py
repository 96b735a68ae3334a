import re

from django.utils import translation

from menuju.web.components.charts import ends
from menuju.web.components.provinces import TILES
from tests import make


def test_a_score_never_stands_without_scale_year_version_peers_and_no_ranking():
    page = make.html(
        '{% score_card value=3.12 year=2022 version="2022.1" peers=100 title="Nilai" %}'
    )

    for said in ("3,12", "dari 4", "2022", "2022.1", "100 daerah"):
        assert said in page
    assert "tidak menetapkan peringkat" in page


def test_a_score_that_is_not_known_is_a_dash():
    page = make.html("{% score_card value=nothing year=2022 %}", nothing=None)

    assert "belum ada" in page
    assert "0,00" not in page


def test_doubt_and_origin_are_on_the_card():
    page = make.html(
        "{% score_card value=3.12 year=2022 low=3.02 high=3.22 source=1 simulated=True %}"
    )

    assert "3,02–3,22" in page
    assert 'href="#source-1"' in page
    assert "simulasi" in page


def test_css_numbers_keep_the_point_in_both_languages():
    rows = [{"label": "Governance", "value": 3.2, "low": 3.06, "high": 3.34}]
    for language in ("id", "en"):
        with translation.override(language):
            page = make.html("{% dot_plot rows minimum=2 %}", rows=rows)
        assert "--value:3.2" in page
        assert "--low:3.06;--high:3.34" in page
        assert "--min:2;--max:4" in page


def test_a_dot_plot_says_each_row_and_has_a_table():
    rows = [
        {"label": "Governance", "value": 3.2, "before": 3.17, "median": 3.02},
        {"label": "Living", "value": None},
    ]

    page = make.html("{% dot_plot rows %}", rows=rows)

    assert "sebelumnya 3,17; median 3,02" in page
    assert page.count('<i class="now"') == 1
    assert '<th scope="row">Living</th>' in page
    assert "Selang" not in page


def test_a_range_bar_tells_range_and_threshold():
    page = make.html("{% range_bar 3.12 3.02 3.22 cut=2.8 minimum=2 %}")

    assert "3,12; selang 3,02–3,22; ambang 2,80" in page
    assert "--cut:2.8" in page


def test_a_range_bar_without_threshold_draws_none():
    assert "no-cut" in make.html("{% range_bar 3.12 3.02 3.22 %}")


def test_equal_levels_share_one_pill_and_one_s_own_is_marked():
    page = make.html('{% dot_line scores own="A" %}', scores={"A": 1, "B": 3, "C": 3})

    assert '<i class="own" style="--value:1">A</i>' in page
    assert '<i style="--value:3">BC</i>' in page
    assert "Anda 1, asesor B 3, asesor C 3, selisih 2" in page
    assert "dot-line padded far" in page


def test_levels_stand_where_their_scale_puts_them():
    page = make.html(
        "{% dot_line scores low=1 high=5 %}", scores={"A": 1, "B": 3, "C": 5}
    )

    for at in ("--value:0", "--value:2", "--value:4"):
        assert at in page


def test_a_level_that_is_not_given_is_said_and_not_drawn():
    page = make.html("{% dot_line scores %}", scores={"A": 3, "B": None})

    assert page.count("<i ") == 1
    assert "asesor B belum ada" in page
    assert "far" not in page


def test_a_line_without_any_level_stays_empty():
    assert "<i" not in make.html("{% dot_line scores %}", scores={"A": None})


def test_a_histogram_has_one_dot_per_region():
    values = [2.0, 2.1, 3.12, 3.2, 4.0, None]

    page = make.html(
        '{% histogram values this=3.12 name="Balikpapan" low=3.02 high=3.22 %}',
        values=values,
    )

    assert len(re.findall(r"<i[ >]", page)) == 5
    assert page.count('class="this"') == 1
    assert page.count('class="near"') == 1
    assert (
        "Balikpapan bernilai 3,12: 2 daerah bernilai di atasnya, 2 di bawahnya." in page
    )


def test_a_histogram_may_have_nobody_in_it():
    page = make.html("{% histogram values %}", values=[2.0, 4.0])

    assert "Sebaran 2 nilai." in page
    assert 'class="this"' not in page


def test_contributions_multiply_and_end_in_the_total():
    rows = [
        {"label": "Baseline", "value": 3.2, "weight": 0.25},
        {"label": "Output", "value": None, "weight": 0.75},
    ]

    page = make.html("{% contributions rows total=0.8 %}", rows=rows)

    assert "3,20 × 25%" in page
    assert '<span class="points">0,800</span>' in page
    assert "--possible:33.3333" in page
    assert "belum ada" in page


def test_a_journey_tells_what_was_reached_and_what_not_yet():
    steps = [
        {"when": "2017", "text": "belum terpilih", "reached": False, "source": 2},
        {"when": "2019", "text": "terpilih", "url": "/surat/", "simulated": True},
    ]

    page = make.html("{% journey steps %}", steps=steps)

    assert page.count('class="missed"') == 1
    assert page.count('class="filled"') == 1
    assert '<a href="/surat/">terpilih</a>' in page
    assert "simulasi" in page


def test_the_map_has_all_provinces_each_in_its_own_place():
    places = {(tile.row, tile.column) for tile in TILES.values()}
    letters = {tile.letters for tile in TILES.values()}

    assert len(TILES) == len(places) == len(letters) == 38


def test_a_province_without_data_is_hatched_and_a_known_zero_is_not():
    page = make.html('{% tile_map counts this="64" %}', counts={"64": 3, "91": 0})

    assert 'class="step-3 this" style="grid-area:2/9">KI' in page
    assert 'class="zero" style="grid-area:3/16">PA' in page
    assert page.count('class="none" style="grid-area') == 36
    assert "1 provinsi di atas nol, 1 provinsi nol, 36 provinsi belum ada datanya." in (
        page
    )
    assert '<td class="number">0</td>' in page
    assert page.count("–</span>") == 36


def test_attendance_is_said_office_by_office():
    presences = [
        {"letter": "K", "office": "Kepala daerah", "status": "absent"},
        {"letter": "B", "office": "Bappeda", "status": "represented"},
    ]

    page = make.html("{% attendance_glyphs presences %}", presences=presences)

    assert '<i class="absent">K</i><i class="represented">B</i>' in page
    assert "Kepala daerah tidak hadir, Bappeda diwakili" in page


def test_ends_below_zero_are_joined_by_a_word_so_no_dash_reads_as_a_minus():
    assert ends(-0.01, 0.28) == "−0,01 sampai 0,28"
    assert ends(3.02, 3.22) == "3,02–3,22"
