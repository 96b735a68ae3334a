"""Blocks of data: what they say, what is missing, and how much they ask the database."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from menuju.files.models import StoredFile
from menuju.plans.models import (
    Body,
    BodyMember,
    CommitmentSheet,
    ContextFigure,
    ProgrammeBudget,
    ProgrammeIndicator,
    Strategy,
)
from menuju.plans.queries.blocks import (
    CODES,
    block_of,
    blocks_of,
    chosen_blocks,
)
from menuju.plans.queries.documents import guide_of
from tests.make import plans
from tests.make.accounts import person

pytestmark = pytest.mark.django_db
MONEY = ProgrammeBudget.Origin


@pytest.fixture
def version():
    return plans.masterplan_version(plan=plans.rpjmd())


def measured(programme, **changes):
    fields = {"level": "outcome", "name": "Izin terbit sehari", "unit": "%"}
    return ProgrammeIndicator.objects.create(programme=programme, **fields | changes)


def funded(programme, amount, year=2019, origin=MONEY.APBD):
    return ProgrammeBudget.objects.create(
        programme=programme, year=year, origin=origin, amount=amount
    )


def cells(block):
    return [cell for grid in block.grids for row in grid.rows for cell in row]


def grid_named(block, words):
    return next(grid for grid in block.grids if words in grid.caption)


def test_every_block_of_both_guides_can_be_drawn(version):
    guides = [
        guide_of(version.masterplan.guide._meta.model.objects.get(code=code))
        for code in ("three-books", "four-books")
    ]
    named = {
        code
        for guide in guides
        for book in guide.books
        for chapter in book.chapters
        for code in chapter.blocks
    }
    assert named <= set(CODES)


def test_a_block_without_data_says_where_it_is_filled(version):
    found = blocks_of(version, set(CODES) - {"development-plan"})
    assert [one.code for one in found.values() if not one.empty] == []


def test_a_figure_stands_with_its_unit_and_year(version):
    ContextFigure.objects.create(
        plan_version=version, label="Penduduk", value="655200.5", unit="jiwa", year=2018
    )
    block = block_of(version, "context")
    assert block.grids[0].rows == [
        ["Penduduk", "655.200,5 jiwa", "2018", "– (belum ada)"]
    ]


def test_a_figure_is_written_in_the_language_of_the_reader(version):
    ContextFigure.objects.create(
        plan_version=version, label="Penduduk", value="655200.5", unit="jiwa", year=2018
    )
    with translation.override("en"):
        block = block_of(version, "context")
    assert block.grids[0].rows[0][1] == "655,200.5 jiwa"


def test_an_unknown_baseline_is_a_dash_and_no_zero(version):
    measured(plans.programme(version), baseline=None, target="90", target_year=2021)
    block = block_of(version, "programmes")
    row = grid_named(block, "Indikator").rows[0]
    assert row[3:] == ["– (belum ada)", "90 % (2021)"]


def test_a_baseline_of_zero_is_a_zero(version):
    measured(plans.programme(version), baseline="0", baseline_year=2018)
    block = block_of(version, "programmes")
    assert grid_named(block, "Indikator").rows[0][3] == "0 % (2018)"


def test_each_part_of_the_framework_has_a_line_also_without_a_strategy(version):
    Strategy.objects.create(
        plan_version=version, part="governance.service", text="Satu pintu"
    )
    rows = [row for grid in block_of(version, "strategies").grids for row in grid.rows]
    assert len(rows) == 18
    assert rows[0] == ["Pelayanan publik", "Satu pintu"]
    assert rows[1][1] == "– (belum ada)"


def test_a_part_without_a_strategy_says_why(version):
    Strategy.objects.create(
        plan_version=version, part="governance.service", why_none="Sudah tercapai"
    )
    block = block_of(version, "strategies")
    assert block.grids[0].rows[0][1] == "Tanpa strategi: Sudah tercapai"


def test_money_is_summed_to_the_rupiah(version):
    one, other = plans.programme(version), plans.programme(version)
    funded(one, 1_250_000_001)
    funded(one, 2, year=2020)
    funded(other, 3, origin=MONEY.CSR)
    block = block_of(version, "budgets")
    assert grid_named(block, "menurut tahun").rows == [
        ["2019", "2", "Rp1.250.000.004"],
        ["2020", "1", "Rp2"],
        ["Jumlah", "2", "Rp1.250.000.006"],
    ]


def test_programmes_without_a_budget_are_told_and_not_counted(version):
    funded(plans.programme(version), 5)
    plans.programme(version)
    assert block_of(version, "budgets").texts == [
        "1 program belum punya anggaran dan tidak dihitung di sini."
    ]


def test_the_development_plan_ends_at_its_last_target(version):
    block = block_of(version, "development-plan")
    row = grid_named(block, "Tujuan").rows[0]
    assert row == [
        "T1",
        "Tujuan 1",
        "Indeks layanan",
        "– (belum ada)",
        "80,5 poin (2017)",
    ]


def test_one_programme_is_drawn_by_its_key(version):
    row = plans.programme(version, title="Izin sehari")
    plans.programme(version, title="Yang lain")
    block = block_of(version, "programme", row.key)
    assert f"{row.code} Izin sehari" in cells(block)
    assert "Yang lain" not in " ".join(cells(block))


def test_a_programme_that_is_gone_is_told(version):
    assert "sudah tidak ada" in block_of(version, "programme", uuid4()).empty


def test_an_unknown_code_is_told(version):
    assert block_of(version, "weather").empty


def test_the_roadmap_draws_what_has_dates(version):
    dates = {"starts_on": date(2019, 1, 1), "ends_on": date(2019, 12, 31)}
    row = plans.programme(version, **dates)
    plans.programme(version)
    drawn = block_of(version, "roadmap").timeline
    assert [(bar.code, bar.starts, bar.ends) for bar in drawn.lanes[0].bars] == [
        (row.code, 2019, 2020)
    ]
    assert drawn.words.startswith("1 dari 2 program")


def test_a_roadmap_without_dates_has_no_picture(version):
    plans.programme(version)
    block = block_of(version, "roadmap")
    assert block.timeline is None
    assert block.grids


def test_more_programmes_ask_no_more_queries(version, django_assert_max_num_queries):
    for _ in range(30):
        row = plans.programme(version)
        measured(row)
        funded(row, 7)
    with django_assert_max_num_queries(17):
        blocks_of(version, CODES)


def test_many_chosen_programmes_share_the_queries(
    version, django_assert_max_num_queries
):
    rows = [plans.programme(version) for _ in range(10)]
    with django_assert_max_num_queries(4):
        found = chosen_blocks(version, [("programme", row.key) for row in rows])
    assert not any(block.empty for block in found.values())


def test_a_block_in_html_is_a_table_that_stacks_and_names_its_columns(version):
    plans.programme(version, title="<b>Izin</b>")
    html = render_to_string(
        "plans/blocks/block.html", {"block": block_of(version, "roadmap")}
    )
    assert '<table class="stack">' in html
    assert '<th scope="col">Kode</th>' in html
    assert 'data-label="Waktu"' in html
    assert "&lt;b&gt;Izin" in html


def body(version, *names):
    made = Body.objects.create(plan_version=version, kind="team")
    for number, name in enumerate(names):
        BodyMember.objects.create(
            body=made, name=name, office="Kepala Dinas", role="Anggota", order=number
        )
    return block_of(version, "bodies").grids[0]


def test_offices_without_names_have_no_column_for_them(version):
    assert body(version, "", "").head == ["Peran", "Jabatan", "Lembaga"]


def test_one_name_gives_all_a_place_for_theirs(version):
    grid = body(version, "Siti Rahma", "")
    assert grid.head[-1] == "Nama"
    assert [row[-1] for row in grid.rows] == ["Siti Rahma", "– (belum ada)"]


def test_a_commitment_on_paper_is_told_with_the_name_as_it_was(version):
    CommitmentSheet.objects.create(
        plan_version=version,
        office="Wali Kota",
        text="Kami melayani.",
        person=person(name="Nama Baru"),
        signatory_name="Nama Lama",
        signed_at=datetime(2019, 10, 3, 2, tzinfo=UTC),
        on_paper=True,
        scan=StoredFile.objects.create(sha256="a" * 64, kind="pdf", size=1),
    )
    row = block_of(version, "commitments").grids[0].rows[0]
    assert row[-1] == "Nama Lama\n3 Oktober 2019, di kertas"
