"""What changed between two snapshots, element by element."""

from copy import deepcopy
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from menuju.plans.actions.masterplans import new_version
from menuju.plans.models import GoalLink, MasterplanVersion, Paragraph
from menuju.plans.queries.comparisons import names
from menuju.plans.queries.comparisons.changes import compare, keyed
from menuju.plans.queries.comparisons.tables import shown
from menuju.plans.queries.comparisons.words import NAMED_BY, Reader
from menuju.plans.queries.snapshots import PARTS, snapshot_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return make.full_version()


def next_of(version):
    MasterplanVersion.objects.filter(pk=version.pk).update(state="approved", digest="a")
    made = new_version(version, by=make.planner())
    made.commitments.update(
        signed_at=version.made_at,
        person=version.commitments.get().person,
        signatory_name="Rizal",
        signatory_office="Wali Kota",
    )
    return made


def changes(old, new):
    return [
        (
            one.kind,
            one.part,
            [(field.name, field.old, field.new) for field in one.fields],
        )
        for one in compare(snapshot_of(old), snapshot_of(new))
    ]


def test_a_copy_changes_nothing(version):
    assert changes(version, next_of(version)) == []


def test_a_changed_value_is_told_with_what_it_was(version):
    new = next_of(version)
    new.programmes.update(service_after="Sehari")

    assert changes(version, new) == [
        ("changed", "programmes", [("service_after", "Satu jam", "Sehari")])
    ]


def test_a_value_below_a_programme_is_a_change_of_its_own(version):
    new = next_of(version)
    new.programmes.get().indicators.update(target=1_300)

    assert changes(version, new) == [
        ("changed", "indicators", [("target", "1250.5", "1300")])
    ]


def test_an_element_that_came_is_told_with_all_it_says(version):
    new = next_of(version)
    make.programme(new, code="P99", title="Program baru", order=5_000)

    ((kind, part, fields),) = changes(version, new)

    assert (kind, part) == ("added", "programmes")
    assert ("title", None, "Program baru") in fields
    assert not any(
        name in {"key", "provenance", "quick_win"} for name, _o, _n in fields
    )


def test_an_element_that_went_takes_what_stood_in_it(version):
    new = next_of(version)
    new.goal_links.all().delete()
    new.programmes.all().delete()

    gone = [(kind, part) for kind, part, _fields in changes(version, new)]

    assert gone == [
        ("removed", "programmes"),
        ("removed", "indicators"),
        ("removed", "budgets"),
        ("removed", "goal_links"),
    ]


def test_partners_are_a_field_of_the_programme(version):
    new = next_of(version)
    new.programmes.get().partners.add(make.agency(make.region(), kind="bappeda"))

    ((_kind, part, fields),) = changes(version, new)

    before = ["Dinas Komunikasi dan Informatika"]
    assert (part, fields) == (
        "programmes",
        [("partners", before, ["Bappeda", *before])],
    )


def test_a_budget_is_known_by_year_and_origin(version):
    new = next_of(version)
    new.programmes.get().budgets.update(year=2020)

    assert [one[:2] for one in changes(version, new)] == [
        ("added", "budgets"),
        ("removed", "budgets"),
    ]


def test_a_link_that_follows_to_another_plan_is_changed(version):
    new = next_of(version)
    later = make.rpjmd(goals=1, first_year=2021)
    GoalLink.objects.filter(plan_version=new).update(goal=later.goals.get())

    ((kind, part, fields),) = changes(version, new)

    assert (kind, part) == ("changed", "goal_links")
    assert ("plan_first_year", 2016, 2021) in fields


def test_one_element_moved_is_one_change(version):
    for number in range(2, 6):
        make.programme(version, code=f"P{number}0", order=number * 1_000)
    new = next_of(version)
    new.programmes.filter(code="P50").update(order=0)

    (moved,) = compare(snapshot_of(version), snapshot_of(new))

    assert (moved.kind, moved.row.values["code"]) == ("moved", "P50")
    assert moved.places == (5, 1)


def test_a_paragraph_in_another_chapter_says_so(version):
    new = next_of(version)
    other = new.chapters.exclude(code="uji").first()
    Paragraph.objects.filter(chapter__plan_version=new, chapter__code="uji").update(
        chapter=other, order=9_000
    )

    (change,) = compare(snapshot_of(version), snapshot_of(new))

    (field,) = change.fields
    assert (change.part, field.name) == ("paragraphs", "above")
    assert (field.old.values["title"], field.new.values["title"]) == (
        "Uji",
        other.title,
    )


def test_the_vision_belongs_to_the_whole(version):
    new = next_of(version)
    new.vision = "Kota cerdas"

    assert changes(version, new) == [
        ("changed", "head", [("vision", "", "Kota cerdas")])
    ]


def test_two_acts_of_one_kind_are_two(version):
    version.legal_acts.create(kind="decree", state="planned")
    new = next_of(version)
    new.legal_acts.filter(state="planned").update(note="Tahun depan")

    assert [one[:2] for one in changes(version, new)] == [("changed", "legal_acts")]


@pytest.mark.parametrize("part", [one for one in PARTS if one != "partners"])
def test_every_value_of_every_part_can_be_said_in_words(version, part):
    snapshot = snapshot_of(version)
    empty = deepcopy(snapshot)
    for name in {*PARTS} & {*empty}:
        empty[name] = []
    reader = Reader.of(version.masterplan, keyed(empty, snapshot))

    for one in compare(empty, snapshot):
        row = shown(one, reader)
        if one.part == part:
            assert row.name
            assert all(field.label and field.new for field in row.fields)


def test_every_name_in_a_snapshot_has_a_label():
    said = {name for how in PARTS.values() for name in how.names} - {"key"}

    assert said <= set(names.FIELDS)
    assert {one for _label, inside in names.GROUPS.values() for one in inside} == (
        set(names.PARTS)
    )
    assert set(names.PARTS) - {"head"} == set(PARTS) - {"partners"}
    assert set(names.PARTS) - set(NAMED_BY) == {"head", "goal_links", "paragraphs"}


def worded(old, new):
    before, after = snapshot_of(old), snapshot_of(new)
    reader = Reader.of(old.masterplan, keyed(before, after))
    return [shown(one, reader) for one in compare(before, after)]


def test_values_are_written_as_people_read_them(version):
    new = next_of(version)
    new.programmes.update(quick_win=True, ends_on=None, horizon="medium")
    new.programmes.get().budgets.update(amount=2_000_000_000)

    said = {
        field.label: (field.old, field.new)
        for change in worded(version, new)
        for field in change.fields
    }

    assert said["Jumlah"] == ("Rp1.250.000.000", "Rp2.000.000.000")
    assert said["Selesai"] == ("31 Desember 2019", "")
    assert said["Quick win"] == ("tidak", "ya")
    assert said["Jangka"] == ("Jangka pendek", "Jangka menengah")


def test_a_day_of_signing_is_that_of_the_region(version):
    new = next_of(version)
    midnight = datetime(2026, 3, 2, tzinfo=ZoneInfo("Asia/Makassar"))
    new.commitments.update(signed_at=midnight)

    (change,) = worded(version, new)

    assert [one.new for one in change.fields] == ["2 Maret 2026"]


def test_a_link_is_called_by_both_its_ends(version):
    new = next_of(version)
    new.goal_links.update(strength=3)
    programme = version.programmes.get()

    (change,) = worded(version, new)

    assert change.name == f"{programme.code} {programme.title} → T1"
    assert [(one.old, one.new) for one in change.fields] == [
        ("Berkontribusi langsung", "Mewujudkan")
    ]


def test_texts_are_compared_word_by_word(version):
    new = next_of(version)
    new.swot_points.update(text="Pelabuhan dalam")

    (change,) = worded(version, new)

    assert [(one.kind, one.text) for one in change.fields[0].pieces] == [
        ("same", "Pelabuhan"),
        ("ins", " dalam"),
    ]
