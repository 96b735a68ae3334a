"""Parse the editor of one node: its texts, numbers, levels and rules.

The fields are the columns of the workbook that fit the node's kind, so that both ways of
editing know the same things. Rows of levels, clauses and bands are numbered fields; an
empty row is left out.
"""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from menuju.instruments.actions.edits import started
from menuju.instruments.models.document import plain
from menuju.instruments.models.leaves import CAPACITIES, RANKS
from menuju.instruments.models.rules import RuleError, parse
from menuju.instruments.models.tree import Node
from menuju.instruments.queries import sheets
from menuju.instruments.queries.documents import parsed
from menuju.instruments.queries.labels import LABELS
from menuju.instruments.queries.sheets import Sheet

Content = dict[str, Any]

LONG = {"guidance", "not_asked", "question", "descriptor", "evidence"}
CHOICES: dict[str, list[tuple[str, Any]]] = {
    "confidence": [
        ("sourced", _("bersumber")),
        ("derived", _("diturunkan dari sumber")),
        ("general", _("pengetahuan umum")),
        ("proposed", _("usulan")),
    ],
    "missing": [
        ("", _("seperti induknya")),
        ("zero", _("dihitung sebagai nilai terendah")),
        ("exclude", _("tidak dihitung; bobotnya ke saudaranya")),
        ("block", _("nilai induk belum ada")),
    ],
    "aggregation": [
        ("weighted_mean", _("rata-rata tertimbang")),
        ("mean", _("rata-rata")),
        ("geometric_mean", _("rata-rata geometrik tertimbang")),
        ("minimum_gate", _("rata-rata tertimbang dengan gerbang minimum")),
        ("capped_sum", _("jumlah dengan batas atas")),
    ],
    "goalposts": [("linear", _("lurus")), ("log", _("logaritma"))],
}
HEADS = {"group": "aggregation", "item": "item", "attendance": "attendance"}
MORE_ROWS = 2
SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
BAD_CODE = _("Pakai huruf kecil, angka, dan tanda hubung saja, misalnya sdm-5.")
ROWS: dict[str, tuple[Sheet, ...]] = {
    "attendance": (sheets.CLAUSES,),
    "external": (sheets.BANDS,),
    "item": (sheets.LEVELS,),
}


class NodeForm(forms.Form):
    """One node of a draft. ``spec`` gives it as content once the form is valid."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    code = forms.RegexField(
        SLUG,
        label=LABELS["code"],
        max_length=60,
        error_messages={"invalid": BAD_CODE},
    )

    def __init__(self, node: Node, edition: int, data: Any = None) -> None:  # noqa: ANN401
        self.node = node
        self.kind = node.kind
        self.written = _written(node)
        self.spec: Content = {}
        self.tables: dict[str, list[list[str]]] = {}
        super().__init__(data, initial={"edition": edition, "code": node.code})
        for header, path in sheets.NODES.columns.items():
            if path[0] in _heads(self.kind) or (header == "weight" and node.depth):
                self._add(header, header, _at(self.written, path))
        for sheet in ROWS.get(self.kind, ()):
            self._add_rows(sheet)
        if self.kind == "attendance":
            self._add_credit()

    def _add(self, name: str, header: str, value: Any) -> None:  # noqa: ANN401
        self.fields[name] = _field(header)
        self.initial[name] = ", ".join(value) if isinstance(value, list) else value

    def _add_rows(self, sheet: Sheet) -> None:
        rows = _at(self.written, sheet.into) or []
        if self.kind == "item":
            rows = _every_level(self.node, rows)
        else:
            rows = [*rows, *({} for _row in range(MORE_ROWS))]
        self.tables[sheet.name] = []
        for index, row in enumerate(rows):
            names = []
            for header, path in sheet.columns.items():
                names.append(f"{sheet.name}-{index}-{header}")
                self._add(names[-1], header, _at(row, path))
                if sheet is sheets.LEVELS and header == "value":
                    self.fields[names[-1]].widget = forms.HiddenInput()
            self.tables[sheet.name].append(names)

    def _add_credit(self) -> None:
        credit = _at(self.written, sheets.CREDIT.into) or {}
        for name in (*CAPACITIES, *RANKS):
            self._add(f"kredit-{name}", "worth", credit.get(name))
            self.fields[f"kredit-{name}"].label = LABELS[name]

    @property
    def plain_pairs(self) -> list[list[forms.BoundField]]:
        """The fields that are not rows of a table, both languages of a text together."""
        rows = {name for table in self.tables.values() for row in table for name in row}
        return _paired(
            [field for field in self if field.name not in rows and not field.is_hidden]
        )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of the node's table: levels, clauses or bands."""
        tables = self.tables.values()
        found = [[self[name] for name in row] for table in tables for row in table]
        return [{"name": row[0].value(), "pairs": _paired(row)} for row in found]

    def clean_applies(self) -> str:
        """A rule that cannot be read is refused here, beside its field."""
        rule: str = self.cleaned_data["applies"]
        try:
            if rule:
                parse(rule)
        except RuleError as error:
            raise forms.ValidationError(f"{error} {error.mend}") from None
        return rule

    def clean(self) -> Content:
        """Refuse what does not even have the form of a node, at its field."""
        data: Content = super().clean() or {}
        self.spec = self._spec(data)
        probe = {"schema": "menuju/instrument/1", "code": "x", "version": "1"}
        _document, found = parsed({**probe, "root": self.spec})
        for problem in found:
            field = self._field_of(problem.path[1:])
            words = problem.message
            if field:
                label = str(self.fields[field].label)
                words = words.replace(f"'{problem.path[-1]}'", f"'{label}'")
            self.add_error(field, f"{words} {problem.mend}")
        return data

    def _spec(self, data: Content) -> Content:
        spec: Content = {"code": data.get("code", "x")}
        if self.kind != "group":
            spec[self.kind] = {}
        for header, path in sheets.NODES.columns.items():
            if data.get(header):
                _put(spec, path, _value(header, data[header]))
        for sheet in ROWS.get(self.kind, ()):
            parts = [self._part(sheet, row, data) for row in self.tables[sheet.name]]
            kept = [part for part in parts if _is_filled(sheet, part)]
            if kept:
                _put(spec, sheet.into, kept)
        credit = {
            name: _value("worth", data[f"kredit-{name}"])
            for name in (*CAPACITIES, *RANKS)
            if data.get(f"kredit-{name}")
        }
        if credit:
            _put(spec, sheets.CREDIT.into, credit)
        return spec

    def _part(self, sheet: Sheet, names: list[str], data: Content) -> Content:
        part: Content = {}
        for name, (header, path) in zip(names, sheet.columns.items(), strict=True):
            if data.get(name):
                _put(part, path, _value(header, data[name]))
        return part

    def _field_of(self, path: tuple[str | int, ...]) -> str | None:
        """The field a place of the node came from, if it has one of its own."""
        for header, steps in sheets.NODES.columns.items():
            if steps == path and header in self.fields:
                return header
        for sheet in ROWS.get(self.kind, ()):
            for index, row in enumerate(self.tables[sheet.name]):
                for name, steps in zip(row, sheet.columns.values(), strict=True):
                    if (*sheet.into, index, *steps) == path:
                        return name
        return "code" if path == ("code",) else None


class NewNodeForm(forms.Form):
    """What a new node needs: kind, code, title; the rest is filled in its editor."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=[
            ("item", _("Butir yang dinilai")),
            ("group", _("Kelompok")),
            ("attendance", _("Aturan kehadiran")),
            ("external", _("Angka dari luar")),
        ],
    )
    code = forms.RegexField(
        SLUG,
        label=LABELS["code"],
        max_length=60,
        error_messages={"invalid": BAD_CODE},
        help_text=_("Huruf kecil, angka, dan tanda hubung, misalnya sdm-5."),
    )
    title_id = forms.CharField(label=LABELS["title_id"], max_length=300)
    title_en = forms.CharField(label=LABELS["title_en"], max_length=300)

    def spec(self) -> Content:
        """The new node as content, with what its kind begins with."""
        data = self.cleaned_data
        title = {"id": data["title_id"], "en": data["title_en"]}
        return started(data["kind"], data["code"], title)


class DocumentForm(forms.Form):
    """Title, source and scale of the whole instrument.

    ``stored`` is what somebody else saved meanwhile, to be shown beside what was typed.
    """

    edition = forms.IntegerField(widget=forms.HiddenInput)
    title_id = forms.CharField(label=LABELS["title_id"], max_length=200)
    title_en = forms.CharField(label=LABELS["title_en"], max_length=200)
    source = forms.CharField(
        label=LABELS["source"], widget=forms.Textarea({"rows": 2}), max_length=2000
    )
    scale_min = forms.DecimalField(label=LABELS["scale_min"], max_digits=8)
    scale_max = forms.DecimalField(label=LABELS["scale_max"], max_digits=8)
    scale_step = forms.DecimalField(label=LABELS["scale_step"], max_digits=8)

    def __init__(self, *args: Any, **named: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **named)
        self.stored: Content = {}

    def differing(self) -> list[tuple[forms.BoundField, str]]:
        """Where what is stored now differs from what was typed."""
        pairs = [(self[name], str(kept)) for name, kept in self.stored.items()]
        return [(field, kept) for field, kept in pairs if str(field.value()) != kept]

    def changes(self) -> Content:
        """The fields as parts of the document."""
        data = self.cleaned_data
        ends = ("min", "max", "step")
        return {
            "title": {"id": data["title_id"], "en": data["title_en"]},
            "source": data["source"],
            "scale": {end: plain(data[f"scale_{end}"]) for end in ends},
        }


def _paired(fields: list[forms.BoundField]) -> list[list[forms.BoundField]]:
    pairs: list[list[forms.BoundField]] = []
    for field in fields:
        stem = field.name.removesuffix("_en")
        if field.name != stem and pairs and pairs[-1][0].name == f"{stem}_id":
            pairs[-1].append(field)
        else:
            pairs.append([field])
    return pairs


def _heads(kind: str) -> set[str]:
    """The parts of a node that this kind has fields for."""
    shared = {"title", "guidance", "confidence", "source"}
    shared |= {"missing", "applies", "not_asked"}
    return shared | {HEADS.get(kind, kind)}


def _field(header: str) -> forms.Field:
    label = LABELS.get(header, header)
    stem = header.rsplit("_", 1)[0]
    if header in CHOICES:
        return forms.ChoiceField(label=label, choices=CHOICES[header], required=False)
    widget = forms.Textarea({"rows": 2}) if stem in LONG else forms.TextInput()
    return forms.CharField(
        label=label,
        widget=widget,
        required=False,
        max_length=8000,
        help_text=LABELS.get(f"{header}?", ""),
    )


def _written(node: Node) -> Content:
    """The node's own fields as content, defaults included."""
    dumped: Content = {
        "title": node.title.model_dump(),
        "guidance": node.guidance.model_dump(),
        "not_asked": node.not_asked.model_dump(),
        "weight": "" if node.weight is None else plain(node.weight),
        "confidence": node.confidence,
        "source": node.source,
        "applies": node.applies,
        "missing": node.own_missing or "",
        "aggregation": node.aggregation.model_dump(mode="json", exclude_none=True),
    }
    for part, own in (
        ("item", node.own_item),
        ("attendance", node.attendance),
        ("external", node.external),
    ):
        if own:
            dumped[part] = own.model_dump(mode="json", by_alias=True, exclude_none=True)
    return dumped


def _every_level(node: Node, rows: list[Content]) -> list[Content]:
    """A row for every whole level of the scale, filled or not, then any others."""
    given = {row["value"]: row for row in rows}
    low, high = -(-node.scale.min // 1), node.scale.max // 1
    wanted = [str(value) for value in range(int(low), int(high) + 1)]
    others = [row for row in rows if row["value"] not in wanted]
    return [given.get(value, {"value": value}) for value in wanted] + others


def _is_filled(sheet: Sheet, part: Content) -> bool:
    return any(key != "value" for key in part) if sheet is sheets.LEVELS else bool(part)


def _value(header: str, text: str) -> str | list[str]:
    if header in sheets.LISTS:
        return [each.strip() for each in text.split(",") if each.strip()]
    if header in sheets.NUMBERS:
        return text.strip().replace(",", ".")
    return text.replace("\r\n", "\n")


def _put(part: Content, path: tuple[str | int, ...], value: object) -> None:
    for step in path[:-1]:
        part = part.setdefault(str(step), {})
    part[str(path[-1])] = value


def _at(part: Any, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401 -- JSON
    for step in path:
        part = part.get(step) if isinstance(part, dict) else None
    return part
