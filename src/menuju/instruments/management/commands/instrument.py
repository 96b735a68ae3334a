"""``menuju instrument``: check, compare, export and import instruments."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from menuju.instruments import actions
from menuju.instruments.models import Version
from menuju.instruments.models.document import Document
from menuju.instruments.queries import document_of
from menuju.instruments.queries.difference import difference
from menuju.instruments.queries.documents import read
from menuju.instruments.queries.export import workbook_of, yaml_of
from menuju.instruments.queries.imports import read_workbook

WORKBOOK = ".xlsx"


class Command(BaseCommand):
    help = "Check, compare, export and import instruments (files or CODE:VERSION)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True, title="subcommands")
        check = parts.add_parser("check", help="say what is wrong with files, by line")
        check.add_argument("files", nargs="+", type=Path, metavar="FILE")
        diff = parts.add_parser("diff", help="what became of every node from A to B")
        diff.add_argument("older", metavar="A", help="a file, or CODE:VERSION")
        diff.add_argument("newer", metavar="B", help="a file, or CODE:VERSION")
        export = parts.add_parser("export", help="write a version as .yaml or .xlsx")
        export.add_argument("version", help="a file, or CODE:VERSION")
        export.add_argument("to", type=Path, metavar="FILE")
        imported = parts.add_parser("import", help="keep a file as a new draft")
        imported.add_argument("file", type=Path, metavar="FILE")
        imported.add_argument(
            "--dry-run", action="store_true", help="only say what would happen"
        )
        parts.add_parser("schema", help="print the JSON Schema of instrument files")

    def handle(self, *, part: str, **options: object) -> None:
        parts: dict[str, Callable[..., None]] = {
            "check": self.check_files,
            "diff": self.diff,
            "export": self.export,
            "import": self.import_file,
            "schema": self.schema,
        }
        parts[part](**options)

    def check_files(self, *, files: list[Path], **_: object) -> None:
        wrong = 0
        for path in files:
            document, lines = _read(path)
            for line in lines:
                self.stderr.write(line)
            wrong += bool(lines)
            if document and not lines:
                self.stdout.write(f"{path}: {document.content_hash}")
        if wrong:
            raise CommandError(f"{wrong} of {len(files)} files need mending.")

    def diff(self, *, older: str, newer: str, **_: object) -> None:
        for change in difference(_document(older), _document(newer)):
            comparable = "comparable" if change.comparable else "not comparable"
            self.stdout.write(
                f"{change.kind:9} {change.node.code}: {comparable}. {change.reason}"
            )
            for detail in change.details:
                self.stdout.write(
                    f"          {detail.path}: {detail.old!r} -> {detail.new!r}"
                )

    def export(self, *, version: str, to: Path, **_: object) -> None:
        document = _document(version)
        if to.suffix == WORKBOOK:
            to.write_bytes(workbook_of(document))
        else:
            to.write_text(yaml_of(document), encoding="utf-8")
        self.stdout.write(f"{to}: {document.content_hash}")

    def import_file(self, *, file: Path, dry_run: bool, **_: object) -> None:
        document = _document(str(file))
        if dry_run:
            self.stdout.write(f"{document.code} {document.version}: can be imported")
            return
        try:
            version = actions.create_draft(document, by=None)
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages)) from None
        self.stdout.write(f"{version}: draft, {document.content_hash}")

    def schema(self, **_: object) -> None:
        self.stdout.write(schema_text())


def schema_text() -> str:
    """The JSON Schema as it is published in docs/instrument.schema.json."""
    return json.dumps(Document.json_schema(), indent=2, ensure_ascii=False)


def _read(path: Path) -> tuple[Document | None, list[str]]:
    if not path.is_file():
        raise CommandError(f"{path}: no such file.")
    if path.suffix == WORKBOOK:
        found = read_workbook(path, path.name)
        return found.document, [f"{path.name}: {error}" for error in found.errors]
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None, [f"{path}: not a text in UTF-8. Save it as UTF-8 YAML or .xlsx."]
    document, findings = read(text, str(path))
    return document, [str(finding) for finding in findings]


def _document(name: str) -> Document:
    """The document of a sound file or of CODE:VERSION."""
    code, _, label = name.partition(":")
    version = Version.objects.filter(instrument__code=code, label=label).first()
    if version:
        return document_of(version)
    if label and not Path(name).exists():
        raise CommandError(_unknown(name))
    document, lines = _read(Path(name))
    if document is None or lines:
        raise CommandError("\n".join(lines))
    return document


def _unknown(name: str) -> str:
    """Neither a version nor a file, and the versions that there are."""
    rows = Version.objects.order_by("instrument__code", "label")
    pairs = rows.values_list("instrument__code", "label")
    known = ", ".join(f"{code}:{label}" for code, label in pairs) or "none yet"
    return f"{name}: no such version, and no such file. Versions here: {known}."
