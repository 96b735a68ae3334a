"""The instruments that come with the product: files that cite their source."""

from pathlib import Path

from django.core.exceptions import ValidationError

from menuju.accounts.models import User
from menuju.instruments.actions.versions import publish_shipped
from menuju.instruments.models import Version
from menuju.instruments.queries.documents import read

FOLDER = Path(__file__).parents[1] / "data"


def load_shipped(*, by: User | None = None) -> list[Version]:
    """Publish every shipped file that is not published yet. Safe to run again."""
    return [_load(path, by) for path in sorted(FOLDER.glob("*.yaml"))]


def _load(path: Path, by: User | None) -> Version:
    document, findings = read(path.read_text(encoding="utf-8"), path.name)
    if document is None or findings:
        raise ValidationError([str(finding) for finding in findings])
    return publish_shipped(document, file=path.name, by=by)
