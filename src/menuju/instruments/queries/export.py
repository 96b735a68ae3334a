"""An instrument as files that people edit: a workbook of texts, or YAML."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import xlsxwriter
import yaml

from menuju.instruments.models.document import Document
from menuju.instruments.models.problems import Path
from menuju.instruments.queries import sheets
from menuju.instruments.queries.sheets import Sheet

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
WIDE = 40
NARROW = 14

Row = dict[str, str]


def yaml_of(document: Document) -> str:
    """The document as YAML, in the order a person writes it."""
    return yaml.safe_dump(
        document.content, sort_keys=False, allow_unicode=True, width=100
    )


def workbook_of(document: Document) -> bytes:
    """The document as a workbook in which every cell is a text."""
    content = document.model_dump(mode="json", by_alias=True, exclude_none=True)
    nodes = list(_nodes(content["root"], ""))
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        body = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for sheet in sheets.ALL:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 2)
            for column, header in enumerate(sheet.headers):
                wide = header.endswith(("_id", "_en"))
                page.set_column(column, column, WIDE if wide else NARROW, body)
                page.write_string(0, column, header, head)
            for number, row in enumerate(_rows(sheet, content, nodes), 1):
                for column, header in enumerate(sheet.headers):
                    page.write_string(number, column, row.get(header, ""), body)
    return buffer.getvalue()


def _nodes(spec: dict[str, Any], parent: str) -> Iterator[tuple[dict[str, Any], str]]:
    yield spec, parent
    for child in spec["children"]:
        yield from _nodes(child, spec["code"])


def _rows(
    sheet: Sheet, content: dict[str, Any], nodes: list[tuple[dict[str, Any], str]]
) -> Iterator[Row]:
    if sheet is sheets.DOCUMENT:
        yield _cells(sheet, content)
        return
    for spec, parent in nodes:
        if sheet is sheets.NODES:
            yield {
                "code": spec["code"],
                "parent": parent,
                "kind": _kind(spec),
                **_cells(sheet, spec),
            }
            continue
        parts = _at(spec, sheet.into) or []
        if isinstance(parts, dict):
            parts = [{"name": name, "worth": worth} for name, worth in parts.items()]
        for part in parts:
            yield {"node": spec["code"], **_cells(sheet, part)}


def _kind(spec: dict[str, Any]) -> str:
    kinds = ("item", "attendance", "external")
    return next((kind for kind in kinds if kind in spec), "group")


def _cells(sheet: Sheet, part: dict[str, Any]) -> Row:
    return {header: _text(_at(part, path)) for header, path in sheet.columns.items()}


def _text(value: Any) -> str:  # noqa: ANN401 -- JSON
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def _at(part: Any, path: Path) -> Any:  # noqa: ANN401 -- JSON
    for step in path:
        part = part.get(step) if isinstance(part, dict) else None
    return part
