"""How a document lies in a workbook: its sheets, their columns, and the parts they fill.

Every cell is a text. A column is a path into the part that its row describes; the columns
``parent``, ``node`` and ``kind`` say where the row belongs.
"""

from dataclasses import dataclass

from menuju.instruments.models.problems import Path


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: where its rows go below a node, and its columns by header."""

    name: str
    columns: dict[str, Path]
    into: Path = ()

    @property
    def headers(self) -> list[str]:
        """All column headers, the columns that place the row first."""
        return [*PLACES.get(self.name, ["node"]), *self.columns]


def _texts(*names: str) -> dict[str, Path]:
    return {
        f"{name}_{language}": (name, language)
        for name in names
        for language in ("id", "en")
    }


def _scale(*above: str) -> dict[str, Path]:
    return {f"scale_{end}": (*above, "scale", end) for end in ("min", "max", "step")}


PLACES = {"instrumen": [], "butir": ["code", "parent", "kind"]}

DOCUMENT = Sheet(
    "instrumen",
    {
        "schema": ("schema",),
        "code": ("code",),
        "version": ("version",),
        **_texts("title"),
        "source": ("source",),
        **_scale(),
    },
)
NODES = Sheet(
    "butir",
    {
        **_texts("title", "guidance"),
        "weight": ("weight",),
        "confidence": ("confidence",),
        "source": ("source",),
        "aggregation": ("aggregation", "kind"),
        "total": ("aggregation", "total"),
        "gate": ("aggregation", "gate"),
        "floor": ("aggregation", "floor"),
        "cap": ("aggregation", "cap"),
        "missing": ("missing",),
        "applies": ("applies",),
        **_texts("not_asked"),
        "question_id": ("item", "question", "id"),
        "question_en": ("item", "question", "en"),
        **_scale("item"),
        "points": ("attendance", "points"),
        "figure": ("external", "figure"),
        "unit_id": ("external", "unit", "id"),
        "unit_en": ("external", "unit", "en"),
        "low": ("external", "goalposts", "low"),
        "high": ("external", "goalposts", "high"),
        "goalposts": ("external", "goalposts", "scale"),
    },
)
LEVELS = Sheet(
    "tingkat",
    {"value": ("value",), **_texts("descriptor", "evidence")},
    ("item", "levels"),
)
CLAUSES = Sheet(
    "kehadiran",
    {
        "code": ("code",),
        **_texts("title"),
        "any_of": ("any_of",),
        "points": ("points",),
    },
    ("attendance", "clauses"),
)
CREDIT = Sheet(
    "kredit", {"name": ("name",), "worth": ("worth",)}, ("attendance", "credit")
)
BANDS = Sheet(
    "rentang", {"from": ("from",), "value": ("value",)}, ("external", "bands")
)

BELOW_NODES = (LEVELS, CLAUSES, CREDIT, BANDS)
ALL = (DOCUMENT, NODES, *BELOW_NODES)
LISTS = {"gate", "any_of"}
NUMBERS = {"weight", "total", "floor", "cap", "points", "low", "high", "value"}
NUMBERS |= {"worth", "from", "scale_min", "scale_max", "scale_step"}
