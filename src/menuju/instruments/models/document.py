"""The document of an instrument: what may be written, and its canonical form.

Decimals are written in quotes or as whole numbers and kept as ``Decimal``; a number with
a point but no quotes is refused, because it would not be the number that was written.
Whether the content makes sense (weights add up, scales are complete) is ``checks``.
"""

import hashlib
import json
import unicodedata
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from django.utils.translation import get_language, gettext
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)

SCHEMA = "menuju/instrument/1"
HUNDRED = Decimal(100)
LONGEST_TEXT = 8000


def _decimal(value: object) -> object:
    if isinstance(value, bool | float):
        words = gettext('Tulis angka dalam tanda kutip: "%s".') % value
        raise ValueError(words)  # noqa: TRY004 -- pydantic reports only ValueError
    return value


def plain(value: Decimal) -> str:
    """The shortest decimal text of a value: 40, not 40.0 or 4E+1."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


Number = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    PlainSerializer(plain, return_type=str),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer"},
                {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
            ]
        }
    ),
    Field(allow_inf_nan=False, max_digits=20),
]


class Part(BaseModel):
    """A piece of the document: unknown fields are errors, texts are trimmed."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Text(Part):
    """A text in both languages. ``str`` gives the reader's."""

    id: str = Field("", max_length=LONGEST_TEXT)
    en: str = Field("", max_length=LONGEST_TEXT)

    def __str__(self) -> str:
        if (get_language() or "id").startswith("en"):
            return self.en or self.id
        return self.id or self.en

    def __bool__(self) -> bool:
        return bool(self.id or self.en)


def _same_in_both(value: object) -> object:
    return {"id": value, "en": value} if isinstance(value, str) else value


Unit = Annotated[Text, BeforeValidator(_same_in_both)]


class Scale(Part):
    """From the lowest to the highest value, in steps."""

    min: Number = Decimal(0)
    max: Number = Decimal(4)
    step: Number = Decimal(1)

    @property
    def span(self) -> Decimal:
        return self.max - self.min

    def allows(self, value: Decimal) -> bool:
        """Whether a value lies on a step of the scale."""
        return self.min <= value <= self.max and (value - self.min) % self.step == 0


class Level(Part):
    """What a whole level of an item means and what must be shown for it."""

    value: Number
    descriptor: Text = Text()
    evidence: Text = Text()


class Item(Part):
    """A question answered with a level."""

    question: Text = Text()
    scale: Scale | None = None
    levels: tuple[Level, ...] = ()


class Clause(Part):
    """One part of the attendance rule: any of these offices fulfils it."""

    code: str
    title: Text = Text()
    any_of: tuple[str, ...] = ()
    points: Number


class Attendance(Part):
    """Who must be present, and what a deputising person is worth."""

    points: Number
    clauses: tuple[Clause, ...] = ()
    credit: dict[str, Number] = Field(default_factory=dict)


class Goalposts(Part):
    """A figure from ``low`` to ``high`` spans the scale, clipped at both ends."""

    low: Number
    high: Number
    scale: Literal["linear", "log"] = "linear"


class Band(Part):
    """From this figure on (until the next band) the value is this."""

    from_: Number = Field(alias="from")
    value: Number


class External(Part):
    """A figure that somebody else publishes, turned into a value of the scale."""

    figure: str
    unit: Unit = Text()
    goalposts: Goalposts | None = None
    bands: tuple[Band, ...] = ()


Kind = Literal["weighted_mean", "mean", "geometric_mean", "minimum_gate", "capped_sum"]
Missing = Literal["zero", "exclude", "block"]
Confidence = Literal["sourced", "derived", "general", "proposed"]


class Aggregation(Part):
    """How the children of a node make its value.

    ``total`` is what the children's weights add up to (100 unless a source counts
    otherwise); ``gate``, ``floor`` and ``cap`` belong to the kinds that use them.
    """

    kind: Kind = "weighted_mean"
    total: Number = HUNDRED
    gate: tuple[str, ...] = ()
    floor: Number | None = None
    cap: Number | None = None

    @property
    def uses_weights(self) -> bool:
        return self.kind not in {"mean", "capped_sum"}


class Spec(Part):
    """A node as written: a group with children, or one kind of leaf."""

    code: str
    title: Text = Text()
    guidance: Text = Text()
    weight: Number | None = None
    confidence: Confidence = "proposed"
    source: str = ""
    aggregation: Aggregation = Aggregation()
    missing: Missing | None = None
    applies: str = ""
    not_asked: Text = Text()
    children: "tuple[Spec, ...]" = ()
    item: Item | None = None
    attendance: Attendance | None = None
    external: External | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        parts = (self.children, self.item, self.attendance, self.external)
        if sum(bool(part) for part in parts) > 1:
            raise ValueError(
                gettext(
                    "Sebuah bagian memuat children, atau salah satu dari item, attendance, "
                    "dan external: pilih satu."
                )
            )
        return self


class Document(Part):
    """A whole instrument, as it is kept, hashed and exchanged."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        populate_by_name=True,
        title="Menuju instrument",
    )

    schema_: Literal["menuju/instrument/1"] = Field(alias="schema")
    code: str
    version: str
    title: Text = Text()
    source: str = ""
    scale: Scale = Scale()
    root: Spec

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """The published JSON Schema (draft 2020-12) of an instrument file."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **cls.model_json_schema(by_alias=True),
        }

    @property
    def content(self) -> dict[str, Any]:
        """JSON without floats: what is stored. Defaults are left out."""
        written = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        content: dict[str, Any] = _composed(written)
        return content

    @property
    def canonical(self) -> str:
        """The one text of this content: sorted keys, no spaces, NFC."""
        return json.dumps(
            self.content, sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )

    @property
    def content_hash(self) -> str:
        """SHA-256 of the canonical text, in hex."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()


def _composed(value: Any) -> Any:  # noqa: ANN401
    """The same value with every text in Unicode normal form C."""
    if isinstance(value, dict):
        return {_composed(key): _composed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_composed(inner) for inner in value]
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value
