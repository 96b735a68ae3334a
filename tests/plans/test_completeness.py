"""The rules of completeness about parts, chapters, bodies and commitments, and the report."""

import pytest
from django.utils import timezone

from menuju.plans.actions.documents import FOLDER
from menuju.plans.models import Body, Paragraph, Strategy
from menuju.plans.models.rules import RuleCode
from menuju.plans.queries.completeness import blockers_of, findings_of, report_of
from menuju.plans.queries.completeness.checks import CHECKS, EXPLAINED
from menuju.plans.queries.documents import framework_of, guide_of, read
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return make.masterplan_version(plan=make.rpjmd())


def lacks(version, rule):
    """Element and words of each finding of one rule."""
    return [(f.element, f.words) for f in findings_of(version) if f.rule == rule]


def test_every_rule_has_a_check_and_an_explanation():
    assert set(CHECKS) == set(EXPLAINED) == set(RuleCode)


def test_a_part_without_a_strategy_is_found(version):
    assert len(lacks(version, "part-has-strategy")) == 18


def test_a_strategy_or_a_reason_answers_for_a_part(version):
    leaves = [*framework_of(version.masterplan).leaves()]
    for number, leaf in enumerate(leaves):
        field = "text" if number % 2 else "why_none"
        Strategy.objects.create(
            plan_version=version, part=leaf.code, **{field: "Karena."}
        )

    assert not lacks(version, "part-has-strategy")


def test_an_empty_strategy_answers_for_nothing(version):
    Strategy.objects.create(plan_version=version, part="governance.service", text=" ")

    assert len(lacks(version, "part-has-strategy")) == 18


def chapter_of(version, words):
    chapter, _ = version.chapters.get_or_create(
        book="buku-1",
        code="pendahuluan",
        defaults={"title": "Pendahuluan", "order": 1},
    )
    content = {"type": "text", "runs": [{"text": " ".join(["kata"] * words)}]}
    Paragraph.objects.create(
        chapter=chapter, order=1, content=content, edited_at=timezone.now()
    )
    return chapter


def test_a_chapter_below_half_of_its_words_is_found(version):
    chapter_of(version, 399)

    found = dict(lacks(version, "chapter-is-written"))
    assert (
        "399 kata; perlu 400 dari 800"
        in (found["Buku 1: Analisis Strategis · Pendahuluan"])
    )


def test_a_chapter_with_half_of_its_words_is_not_found(version):
    chapter_of(version, 400)

    assert "Buku 1: Analisis Strategis · Pendahuluan" not in (
        dict(lacks(version, "chapter-is-written"))
    )


def test_a_removed_paragraph_is_not_counted(version):
    chapter_of(version, 400).paragraphs.update(removed_at=timezone.now())

    assert "0 kata" in dict(lacks(version, "chapter-is-written")).get(
        "Buku 1: Analisis Strategis · Pendahuluan", ""
    )


@pytest.mark.parametrize("missing", [{"decree": ""}, {"decree_on": None}])
def test_a_body_without_number_or_date_of_its_decree_is_found(version, missing):
    make.body(version, **missing)

    found = dict(lacks(version, "bodies-have-decrees"))
    assert "surat keputusan" in found["Dewan Smart City"]
    assert found["Forum Smart City"] == "Belum dibentuk."


def test_bodies_with_decrees_are_not_found(version):
    for kind in Body.Kind:
        make.body(version, kind)

    assert not lacks(version, "bodies-have-decrees")


def test_the_head_and_each_agency_that_leads_a_programme_owe_a_sheet(version):
    make.sound_programme(version)

    found = dict(lacks(version, "commitments-are-signed"))
    assert set(found) == {
        "Kepala daerah",
        "Kepala Dinas Komunikasi dan Informatika",
    }


def test_a_sheet_that_nobody_signed_is_found(version):
    make.sheet(version)

    assert lacks(version, "commitments-are-signed") == [
        ("Wali Kota", "Belum ditandatangani.")
    ]


def test_sheets_signed_by_the_head_and_the_agencies_are_enough(version):
    made = make.sound_programme(version)
    make.sheet(version, signed=True)
    make.sheet(version, signed=True, office="Kepala Diskominfo", agency=made.agency)

    assert not lacks(version, "commitments-are-signed")


def test_a_version_that_meets_every_rule_has_no_findings():
    assert findings_of(make.complete_version()) == []


def test_only_rules_that_the_guide_says_block(version):
    found = {one.rule for one in blockers_of(version)}

    blocking = {rule.code for rule in guide_of(version.masterplan).rules if rule.blocks}
    assert found < blocking
    assert "programme-has-budget" not in found


def test_what_blocks_comes_first(version):
    blocks = [one.blocks for one in findings_of(version)]

    assert blocks == sorted(blocks, reverse=True)


def test_every_finding_leads_to_a_page(version, client):
    make.sound_programme(version, agency=None)
    client.force_login(make.planner())

    urls = {one.url.partition("#")[0] for one in findings_of(version)}

    assert {client.get(url).status_code for url in urls} == {200}


@pytest.mark.parametrize("programmes", [1, 200])
def test_the_rules_take_few_queries(version, programmes, django_assert_max_num_queries):
    for _number in range(programmes):
        make.indicator(make.funded(version, 2019))

    with django_assert_max_num_queries(12):
        report = report_of(version)

    assert report.rules


def test_a_guide_with_an_unknown_rule_is_refused():
    text = (FOLDER / "guide-three-books.yaml").read_text()

    _document, found = read(
        text.replace("code: programme-has-goal", "code: programme-is-nice"), "g.yaml"
    )

    assert "programme-is-nice" in str(found[0])
    assert "programme-has-goal" in str(found[0])
