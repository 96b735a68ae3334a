"""Load frameworks and guides. An edition is stored once and never changed."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from menuju.accounts.models import User
from menuju.audit.actions import record
from menuju.audit.models import Provenance
from menuju.plans.models import Framework, Guide
from menuju.plans.models.documents import FrameworkDocument, GuideDocument
from menuju.plans.queries.documents import read

FOLDER = Path(__file__).parents[1] / "data"


def load_shipped_plans(*, by: User | None = None) -> list[Framework | Guide]:
    """Store every shipped framework and guide that is not stored yet. Safe to run again."""
    return [load_file(path, by=by) for path in sorted(FOLDER.glob("*.yaml"))]


def load_file(path: Path, *, by: User | None) -> Framework | Guide:
    """Store the framework or guide of a file.

    ValidationError names file, place and mend of every problem, or says that another
    content is stored under this edition.
    """
    document, findings = read(path.read_text(encoding="utf-8"), path.name)
    if document is None or findings:
        raise ValidationError([str(finding) for finding in findings])
    return load(document, by=by)


@transaction.atomic
def load(
    document: FrameworkDocument | GuideDocument, *, by: User | None
) -> Framework | Guide:
    """Store a document as its edition; what is stored already is returned as it is."""
    kind = Framework if isinstance(document, FrameworkDocument) else Guide
    held, is_new = kind.objects.get_or_create(
        code=document.code,
        edition=document.edition,
        defaults={
            "title_id": document.title.id,
            "title_en": document.title.en,
            "document": document.content,
            "content_hash": document.content_hash,
            "provenance": Provenance.PUBLISHED,
            "source": document.source,
        },
    )
    if held.content_hash != document.content_hash:
        text = _(
            "%(code)s edisi %(edition)s sudah tersimpan dengan isi lain dan tidak diubah. "
            "Beri isi yang baru edisi sendiri."
        )
        raise ValidationError(text % {"code": held.code, "edition": held.edition})
    if is_new:
        record("loaded", held, by=by, content=held.content_hash)
    return held
