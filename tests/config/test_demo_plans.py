"""The demo's masterplans: one complete and published, its next version, and one half way."""

import re
from datetime import date

import pytest

from menuju.audit.models import Provenance
from menuju.config.demo.plans import prose
from menuju.config.demo.plans.files import DATA, chapters, typed
from menuju.plans.models import (
    Comment,
    ContextFigure,
    DevelopmentPlan,
    GoalIndicator,
    GuidanceSession,
    MasterplanVersion,
    Paragraph,
    PlannedProgramme,
    ProgrammeBudget,
    ReviewRound,
    Suggestion,
)
from menuju.plans.models.text import content_of, plain_of, words_in
from menuju.plans.queries.books.published import read_back
from menuju.plans.queries.completeness import blockers_of, findings_of
from menuju.plans.queries.documents import framework_of, guide_of
from menuju.plans.queries.snapshots import digest_of, snapshot_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]
MILLION = 1_000_000


def version(region, number):
    rows = MasterplanVersion.objects.select_related("masterplan__region")
    return rows.get(masterplan__region=region, number=number)


@pytest.fixture
def published():
    return version("64.71", 1)


@pytest.fixture
def half_way():
    return version("64.01", 1)


def test_balikpapans_masterplan_is_published_and_nothing_lacks(published):
    assert published.state == "published"
    assert findings_of(published) == []
    assert published.published_at.date() == date(2019, 10, 21)


def test_its_books_say_the_day_of_publication(published):
    days = {read_back(one).cover.published for one in published.published_books.all()}

    assert days == {date(2019, 10, 21)}


def test_its_digest_is_of_what_it_holds(published):
    assert published.digest == digest_of(snapshot_of(published))


def test_two_people_signed_it_for_two_sides(published):
    signed = published.approvals.filter(withdrawn_at=None)

    assert {one.side for one in signed} == {"leaders", "planning"}
    assert len({one.person_id for one in signed}) == 2
    assert {one.digest for one in signed} == {published.digest}


def test_every_part_of_the_framework_has_a_strategy_and_a_programme(published):
    leaves = {one.code for one in framework_of(published.masterplan).leaves()}

    assert set(published.strategies.exclude(text="").values_list("part", flat=1)) == (
        leaves
    )
    assert set(published.programmes.values_list("part", flat=1)) == leaves


def test_the_days_of_the_bimtek_are_the_published_ones_and_the_third_is_unknown(
    published,
):
    rows = GuidanceSession.objects.filter(masterplan=published.masterplan)

    assert [(one.first_day, one.last_day) for one in rows] == [
        (date(2019, 7, 9), date(2019, 7, 10)),
        (date(2019, 8, 6), date(2019, 8, 7)),
        (None, None),
        (date(2019, 10, 3), date(2019, 10, 3)),
    ]
    assert all(one.source and one.closed_at for one in rows)


def test_the_first_review_was_answered_with_remarks_that_are_all_settled(published):
    rounds = ReviewRound.objects.filter(plan_version=published).order_by("number")
    threads = Comment.objects.filter(
        paragraph__chapter__plan_version=published, parent=None
    )
    suggestions = Suggestion.objects.filter(paragraph__chapter__plan_version=published)

    assert [one.verdict for one in rounds] == ["mend", "ready"]
    assert {one.state for one in threads} == {"done"}
    assert {one.state for one in suggestions} == {"accepted", "declined"}


def test_what_was_done_in_2019_says_2019(published):
    texts = Paragraph.objects.filter(chapter__plan_version=published)

    assert {one.edited_at.year for one in texts} == {2019}
    assert {one.at.year for one in published.approvals.all()} == {2019}


def test_only_what_names_a_source_is_published_and_the_rest_is_simulated(published):
    figures = ContextFigure.objects.filter(plan_version=published)
    sourced = figures.filter(provenance=Provenance.PUBLISHED)

    assert {one.source.split(",")[0] for one in sourced} == {"Badan Pusat Statistik"}
    assert "79.8100" in {str(one.value) for one in sourced}
    assert not PlannedProgramme.objects.exclude(provenance="simulated").exists()
    assert not DevelopmentPlan.objects.exclude(provenance="simulated").exists()


def test_the_plan_it_serves_has_a_target_for_each_of_its_years(published):
    rows = GoalIndicator.objects.filter(goal__plan=published.development_plan)

    years = {str(year) for year in range(2016, 2022)}
    assert {frozenset(row.targets) for row in rows} == {frozenset(years)}


def test_money_in_the_texts_is_the_money_of_the_programmes(published):
    budgets = ProgrammeBudget.objects.filter(programme__plan_version=published)
    whole = sum(int(row.amount) for row in budgets) // MILLION
    texts = Paragraph.objects.filter(
        chapter__plan_version=published, chapter__book="buku-3"
    )

    assert prose.billions(whole) in " ".join(str(one.content) for one in texts)


def test_the_texts_name_no_programme_that_is_not_there(published):
    codes = set(published.programmes.values_list("code", flat=1))
    named = set()
    for file in DATA.glob("buku-*_balikpapan.md"):
        named |= set(re.findall(r"\b[A-Z]{3}-\d\d\b", file.read_text("utf-8")))

    assert named <= codes


def test_the_books_are_as_long_as_a_masterplan(published):
    rows = Paragraph.objects.filter(chapter__plan_version=published, removed_at=None)

    assert 8_000 < sum(words_in(content_of(one.content)) for one in rows) < 16_000


def test_no_figure_is_left_open_in_a_text():
    file = typed("programmes_balikpapan")
    figures = prose.figures_of(file, 2019, 2028)

    for number in (1, 2, 3):
        for contents in chapters(f"buku-{number}_balikpapan", figures).values():
            assert not [one for one in contents if "{" in plain_of(one)]


def test_the_next_version_is_a_draft_that_three_have_still_to_sign():
    draft = version("64.71", 2)
    waiting = draft.commitments.filter(signed_at=None)

    assert draft.state == "draft"
    assert {one.office for one in waiting} == {
        "Wali Kota Balikpapan",
        "Sekretaris Daerah",
        "Kepala Bappeda Litbang",
    }
    assert {one.rule for one in blockers_of(draft)} == {
        "commitments-are-signed",
        "programme-has-goal",
        "programme-has-indicator",
    }


def test_the_next_version_differs_in_programmes_and_in_texts(published):
    draft = version("64.71", 2)
    old, new = (
        set(one.programmes.values_list("code", flat=1)) for one in (published, draft)
    )
    waiting = Comment.objects.filter(
        paragraph__chapter__plan_version=draft, state="open", parent=None
    )

    assert (old - new, new - old) == ({"ECO-05"}, {"LIV-09"})
    assert waiting.exists()
    assert Paragraph.objects.filter(chapter__plan_version=draft).exclude(locked_by=None)


def test_the_half_way_plan_shows_what_can_lack(half_way):
    rules = {one.rule for one in findings_of(half_way)}

    assert half_way.state == "draft"
    assert guide_of(half_way.masterplan).code == "four-books"
    assert {
        "chapter-is-written",
        "commitments-are-signed",
        "part-has-strategy",
        "programme-has-goal",
        "programme-has-indicator",
        "programme-has-owner",
        "bodies-have-decrees",
    } <= rules


def test_the_half_way_plan_has_a_session_that_is_not_closed_and_an_output_that_is_late(
    half_way,
):
    rows = GuidanceSession.objects.filter(masterplan=half_way.masterplan)
    first, second = rows.order_by("number")

    assert first.closed_at
    assert not second.closed_at
    assert list(second.outputs.values_list("code", flat=1)) == ["quick-win"]
