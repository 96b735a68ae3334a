"""``menuju plans``: check and load frameworks and guides."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from menuju.plans.actions.documents import load_file, load_shipped_plans
from menuju.plans.queries.documents import read


class Command(BaseCommand):
    help = (
        "Check or load frameworks and guides (YAML); without files: the shipped ones."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True, title="subcommands")
        check = parts.add_parser("check", help="say what is wrong with files, by place")
        check.add_argument("files", nargs="+", type=Path, metavar="FILE")
        load = parts.add_parser("load", help="store an edition; it is never changed")
        load.add_argument("files", nargs="*", type=Path, metavar="FILE")

    def handle(self, *, part: str, files: list[Path], **_options: object) -> None:
        if missing := [path for path in files if not path.is_file()]:
            raise CommandError(f"{missing[0]}: no such file.")
        if part == "check":
            return self.check_files(files)
        try:
            loaded = [load_file(path, by=None) for path in files]
            loaded = loaded if files else load_shipped_plans()
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages)) from None
        for one in loaded:
            self.stdout.write(f"{one}: {one.content_hash}")
        return None

    def check_files(self, files: list[Path]) -> None:
        """Say every problem; fail if there is one."""
        wrong = 0
        for path in files:
            document, findings = read(path.read_text(encoding="utf-8"), path.name)
            wrong += bool(findings)
            for finding in findings:
                self.stderr.write(str(finding))
            if document and not findings:
                self.stdout.write(f"{path}: {document.content_hash}")
        if wrong:
            raise CommandError(f"{wrong} of {len(files)} files need mending.")
