import pytest

from menuju.instruments.models.checks import problems
from tests.make import instruments as make

TWO = {"id": "Judul", "en": "Title"}
EXTERNAL = {"code": "ipm", "title": TWO, "weight": "100"}


def levels(*values):
    return [{"value": v, "descriptor": TWO} for v in values]


def leaf(**item):
    question = {"question": TWO} | item
    return {"code": "a", "title": TWO, "weight": "100", "item": question}


def rule(**changes):
    node = make.attendance(weight="100")
    node["attendance"] |= changes
    return node


def external(**figure):
    return EXTERNAL | {"external": {"figure": "ipm"} | figure}


def root(**aggregation):
    return {"root": {"aggregation": aggregation}}


BAD = [
    ("weights", [make.item("a", "50"), make.item("b", "60")], {}, "root.children"),
    ("no weight", [make.item("a", None)], {}, "root.children.0.weight"),
    ("negative", [make.item("a", "-1")], {}, "root.children.0.weight"),
    (
        "unused weight",
        [make.item("a", "5")],
        root(kind="mean"),
        "root.children.0.weight",
    ),
    ("twice", [make.item("a"), make.item("a")], {}, "root.children.1.code"),
    ("no slug", [make.item("A b", "100")], {}, "root.children.0.code"),
    (
        "one language",
        [make.item("a", "100", title={"id": "x"})],
        {},
        "root.children.0.title.en",
    ),
    (
        "half guidance",
        [make.item("a", "100", guidance={"en": "x"})],
        {},
        "root.children.0.guidance.id",
    ),
    ("no question", [leaf(question={})], {}, "root.children.0.item.question.id"),
    (
        "level missing",
        [leaf(levels=levels(0, 1, 2, 4))],
        {},
        "root.children.0.item.levels",
    ),
    (
        "level twice",
        [leaf(levels=levels(0, 1, 2, 3, 4, 4))],
        {},
        "root.children.0.item.levels.4.value",
    ),
    (
        "level off",
        [leaf(levels=levels(0, 1, 2, 3, 4, 5))],
        {},
        "root.children.0.item.levels.5.value",
    ),
    (
        "no descriptor",
        [leaf(levels=[*levels(0, 1, 2, 3), {"value": 4}])],
        {},
        "root.children.0.item.levels.4.descriptor.id",
    ),
    ("scale", [make.item("a", "100")], {"scale": {"min": 4, "max": 0}}, "scale"),
    ("step", [leaf(scale={"step": 3})], {}, "root.children.0.item.scale"),
    (
        "rule",
        [make.item("a", "100", applies="x == 1", not_asked=TWO)],
        {},
        "root.children.0.applies",
    ),
    (
        "no reason",
        [make.item("a", "100", applies="kind == 'kota'")],
        {},
        "root.children.0.not_asked.id",
    ),
    (
        "no source",
        [make.item("a", "100", confidence="sourced")],
        {},
        "root.children.0.confidence",
    ),
    ("empty", [{"code": "a", "title": TWO, "weight": "100"}], {}, "root.children.0"),
    ("root weight", [make.item("a", "100")], {"root": {"weight": "1"}}, "root.weight"),
    (
        "gate",
        [make.item("a", "100")],
        root(kind="minimum_gate", floor=1, cap=1, gate=["b"]),
        "root.aggregation.gate",
    ),
    (
        "floor",
        [make.item("a", "100")],
        root(kind="minimum_gate", cap=1, gate=["a"]),
        "root.aggregation.floor",
    ),
    (
        "cap",
        [make.item("a", None)],
        root(kind="capped_sum", cap=9),
        "root.aggregation.cap",
    ),
    (
        "negative log",
        [make.item("a", "100")],
        root(kind="geometric_mean") | {"scale": {"min": -1, "max": 4}},
        "root.aggregation.kind",
    ),
    ("points", [rule(points="41")], {}, "root.children.0.attendance.clauses"),
    (
        "credit",
        [rule(credit={"plt": "2"})],
        {},
        "root.children.0.attendance.credit.plt",
    ),
    (
        "rank",
        [rule(credit={"raja": "1"})],
        {},
        "root.children.0.attendance.credit.raja",
    ),
    (
        "office",
        [
            rule(
                points="1",
                clauses=[
                    {"code": "c", "title": TWO, "any_of": ["raja"], "points": "1"}
                ],
            )
        ],
        {},
        "root.children.0.attendance.clauses.0.any_of",
    ),
    (
        "two rules",
        [make.attendance("a", "50"), make.attendance("b", "50")],
        {},
        "root.children.1.attendance",
    ),
    ("no bands", [external()], {}, "root.children.0.external"),
    (
        "goalposts",
        [external(goalposts={"low": "1", "high": "1"})],
        {},
        "root.children.0.external.goalposts",
    ),
    (
        "log",
        [external(goalposts={"low": "0", "high": "1", "scale": "log"})],
        {},
        "root.children.0.external.goalposts",
    ),
    (
        "bands fall",
        [external(bands=[{"from": "1", "value": 1}, {"from": "0", "value": 2}])],
        {},
        "root.children.0.external.bands",
    ),
    (
        "band off",
        [external(bands=[{"from": "1", "value": 9}])],
        {},
        "root.children.0.external.bands.0.value",
    ),
    ("code", [make.item("a", "100")], {"code": "Contoh"}, "code"),
    ("version", [make.item("a", "100")], {"version": "a/b"}, "version"),
]


@pytest.mark.parametrize(
    ("children", "more", "where"), [case[1:] for case in BAD], ids=[c[0] for c in BAD]
)
def test_what_is_wrong_is_named_with_its_place_and_mend(children, more, where):
    found = problems(make.document(children, **more))

    named = {problem.where: problem for problem in found}
    assert where in named
    assert named[where].message
    assert named[where].mend


def test_a_sound_instrument_has_no_problems():
    assert problems(make.document()) == []


def test_levels_may_be_left_out_where_no_source_tells_them():
    assert problems(make.document([leaf(levels=[])])) == []


def test_weights_may_add_up_to_the_total_that_a_source_uses():
    children = [make.item("a", "1.3"), make.item("b", "11.7")]

    assert problems(make.document(children, **root(total="13"))) == []
