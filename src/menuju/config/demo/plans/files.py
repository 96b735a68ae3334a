"""Read the content of the demo's plans: typed data from YAML, texts of books from Markdown.

In a text, ``# code`` begins a chapter, ``@code`` is the place of a block of data, a line
``> Tabel: words`` captions the table below it, and ``{name}`` is a figure computed from the
programmes, so that no number is written twice.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from menuju.plans.models.markup import read_all
from menuju.plans.models.text import Content, DataBlock, TableOf

DATA = Path(__file__).parent.parent / "data" / "plans"
CAPTION = "> Tabel: "
Typed: TypeAlias = dict[str, Any]
"""One entry of a YAML file, as it was written."""


def typed(name: str) -> Any:  # noqa: ANN401 -- whatever the file holds
    """The content of a YAML file of the demo's plans."""
    return yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8"))


def chapters(name: str, figures: Mapping[str, str]) -> dict[str, list[Content]]:
    """The chapters of a book by their code, with these figures in place."""
    text = (DATA / f"{name}.md").read_text("utf-8").format_map(figures)
    parts = re.split(r"^# ", text, flags=re.MULTILINE)[1:]
    found = {}
    for part in parts:
        code, _line, rest = part.partition("\n")
        found[code.strip()] = list(_contents(rest))
    return found


def _contents(text: str) -> Iterator[Content]:
    for piece in re.split(r"\n\s*\n", text.strip()):
        if piece.startswith("@"):
            yield DataBlock(code=piece[1:].strip())
        elif piece.startswith(CAPTION):
            caption, _line, rows = piece.partition("\n")
            for content in read_all(rows):
                assert isinstance(content, TableOf)  # noqa: S101 -- our own files
                words = caption.removeprefix(CAPTION).strip()
                yield content.model_copy(update={"caption": words})
        else:
            yield from read_all(piece)
