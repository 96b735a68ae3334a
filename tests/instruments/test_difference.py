import pytest

from menuju.instruments import actions
from menuju.instruments.actions import Judgement
from menuju.instruments.queries.difference import difference
from tests.make import instruments as make

OLD = [make.item("a"), make.item("b")]


def changes(*children, old=OLD):
    found = difference(make.document(old), make.document(list(children)))
    return {change.node.code: change for change in found}


def test_what_did_not_change_is_equal_and_comparable():
    found = changes(*OLD)

    assert {c.kind for c in found.values()} == {"equal"}
    assert all(c.comparable for c in found.values())


def test_another_weight_leaves_an_item_equal_and_says_so():
    found = changes(make.item("a", "30"), make.item("b", "70"))["a"]

    assert (found.kind, found.comparable) == ("equal", True)
    assert [(d.path, d.old, d.new) for d in found.details] == [("weight", "50", "30")]


def test_another_title_is_a_rewording_that_can_be_compared():
    found = changes(make.item("a", title=make.text("Lain")), make.item("b"))["a"]

    assert (found.kind, found.comparable) == ("reworded", True)


def test_another_question_must_be_looked_at_before_it_is_compared():
    new = make.item("a")
    new["item"]["question"] = make.text("Pertanyaan lain")

    found = changes(new, make.item("b"))["a"]

    assert (found.kind, found.comparable) == ("reworded", False)


def test_another_scale_cannot_be_compared():
    new = make.item("a")
    new["item"] |= {"scale": {"max": 5}}

    found = changes(new, make.item("b"))["a"]

    assert found.comparable is False
    assert found.reason == "Skala berubah dari 0–4 ke 0–5."


def test_another_way_of_judging_cannot_be_compared():
    found = changes(make.attendance("a", "50"), make.item("b"))["a"]

    assert (found.kind, found.comparable) == ("reworded", False)


def test_what_came_and_what_went_are_named():
    found = changes(make.item("a"), make.item("c"))

    assert (found["c"].kind, found["c"].comparable) == ("new", False)
    assert (found["b"].kind, found["b"].comparable) == ("dropped", False)


def test_an_item_with_a_new_code_is_known_by_its_question():
    moved = make.item("z")
    moved["item"] = make.item("b")["item"]

    found = changes(make.item("a"), moved)

    assert found["z"].entry["from"] == "b"
    assert "b" not in found


@pytest.mark.django_db
def test_a_person_says_what_the_texts_cannot():
    rina = make.instrument_author()
    older = make.instrument_version(OLD)
    newer = make.instrument_version([make.item("a"), make.item("c")], version="2")
    crosswalk = actions.draw_crosswalk(older, newer, by=rina)
    said = Judgement("narrower", comparable=False, reason="Hanya layanan publik")

    confirmed = actions.confirm_crosswalk(crosswalk, {"a": said, "c": said}, by=rina)

    kinds = {entry["to"] or entry["from"]: entry["kind"] for entry in confirmed.entries}
    assert kinds == {"a": "narrower", "c": "new", "b": "dropped"}
    assert confirmed.confirmed_by == rina
    assert actions.draw_crosswalk(older, newer, by=rina) == crosswalk
