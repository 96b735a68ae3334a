"""Read an instrument from a file: its document, or every problem with its line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from django.utils.translation import gettext
from pydantic import ValidationError

from menuju.instruments.models.checks import problems
from menuju.instruments.models.document import Document
from menuju.instruments.models.problems import Path, Problem

LARGEST = 2 * 1024 * 1024

Lines = dict[Path, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem on a line of a file."""

    file: str
    line: int
    problem: Problem

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem}"


def read(text: str, file: str) -> tuple[Document | None, list[Finding]]:
    """The document of a YAML or JSON text, and what is wrong with it.

    There is no document if the text does not parse; there may be one with findings.
    """
    content, lines, found = _loaded(text)
    document = None
    if not found:
        document, found = parsed(content)
    if document:
        found = problems(document)
    return document, [Finding(file, _line(lines, each.path), each) for each in found]


def parsed(content: object) -> tuple[Document | None, list[Problem]]:
    """The document of plain content, or what does not fit its form."""
    try:
        return Document.model_validate(content), []
    except ValidationError as refusal:
        return None, [_refused(error, content) for error in refusal.errors()]


def _loaded(text: str) -> tuple[object, Lines, list[Problem]]:
    lines: Lines = {}
    if len(text) > LARGEST:
        return None, lines, [_at((), gettext("Berkas lebih besar dari 2 MB."))]
    try:
        if any(
            isinstance(e, yaml.AliasEvent) for e in yaml.parse(text, yaml.CSafeLoader)
        ):
            return (
                None,
                lines,
                [_at((), gettext("Alias YAML (*nama) tidak dipakai di sini."))],
            )
        root = yaml.compose(text, yaml.CSafeLoader)
        found = list(_walk(root, (), lines))
        return yaml.load(text, yaml.CSafeLoader), lines, found
    except (yaml.YAMLError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        lines[()] = mark.line + 1 if mark else 1
        words = getattr(problem, "problem", None) or str(problem)
        return None, lines, [_at((), gettext("YAML tidak dapat dibaca: %s.") % words)]


def _at(path: Path, message: str) -> Problem:
    mend = gettext("Perbaiki baris ini; contoh ada di docs/instruments.md.")
    return Problem(path, "", message, mend)


def _walk(node: Any, path: Path, lines: Lines) -> Iterator[Problem]:  # noqa: ANN401
    """Note the line of every place; a key written twice is a problem."""
    if node is None:
        return
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, inner in enumerate(node.value):
            yield from _walk(inner, (*path, index), lines)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, inner in node.value:
            at = (*path, str(key.value))
            lines[at] = key.start_mark.line + 1
            if key.value in seen:
                yield _at(at, gettext("Kunci '%s' ditulis dua kali.") % key.value)
            seen.add(key.value)
            yield from _walk(inner, at, lines)


def _line(lines: Lines, path: Path) -> int:
    """The line of a place, or of the nearest place above it that was written."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _refused(error: Any, content: object) -> Problem:  # noqa: ANN401 -- pydantic's own
    path: Path = tuple(error["loc"])
    kinds = {
        "missing": gettext("Bagian '%s' tidak ada."),
        "extra_forbidden": gettext("Bagian '%s' tidak dikenal."),
        "literal_error": gettext("Nilai '%s' bukan salah satu pilihan."),
        "string_type": gettext("Bagian '%s' harus berupa teks dalam tanda kutip."),
        "decimal_parsing": gettext("Bagian '%s' harus berupa angka."),
        "decimal_type": gettext("Bagian '%s' harus berupa angka."),
        "decimal_max_digits": gettext("Angka '%s' terlalu panjang."),
        "string_too_long": gettext("Teks '%s' lebih dari 8.000 karakter."),
        "model_type": gettext("Bagian '%s' harus berisi 'kunci: nilai'."),
    }
    name = path[-1] if path else ""
    message = kinds.get(error["type"], "")
    expected = error.get("ctx", {}).get("expected")
    mends = {
        "missing": gettext("Tambahkan bagian itu."),
        "extra_forbidden": gettext("Hapus, atau perbaiki ejaannya."),
        "literal_error": gettext("Pakai salah satu dari %s.") % expected,
        "decimal_parsing": gettext("Tuliskan angka, misalnya 25."),
        "decimal_type": gettext("Tuliskan angka, misalnya 25."),
        "decimal_max_digits": gettext("Pendekkan angkanya."),
        "string_too_long": gettext("Pendekkan teksnya."),
    }
    mend = mends.get(error["type"], gettext("Lihat docs/instruments.md."))
    own = error.get("ctx", {}).get("error", error["msg"])
    words = message % name if message else str(own)
    return Problem(path, _code_at(content, path), words, mend)


def _code_at(content: object, path: Path) -> str:
    """The code of the innermost node around a place."""
    code = ""
    for step in path:
        if isinstance(content, dict):
            content = content.get(step)
        elif isinstance(content, list) and isinstance(step, int):
            content = content[step] if step < len(content) else None
        if isinstance(content, dict) and isinstance(content.get("code"), str):
            code = content["code"]
    return code
