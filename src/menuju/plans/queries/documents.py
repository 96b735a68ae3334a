"""Read frameworks and guides: from a file with every problem, from the database as objects."""

from dataclasses import dataclass

import yaml
from django.utils.translation import gettext as _
from pydantic import ValidationError

from menuju.instruments.models.problems import Problem
from menuju.plans.models import Framework, Guide, Masterplan
from menuju.plans.models.checks import problems_of
from menuju.plans.models.documents import FrameworkDocument, GuideDocument

LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a file."""

    file: str
    problem: Problem

    def __str__(self) -> str:
        return f"{self.file}: {self.problem}"


def read(
    text: str, file: str
) -> tuple[FrameworkDocument | GuideDocument | None, list[Finding]]:
    """The framework or guide of a YAML text, and what is wrong with it.

    What has dimensions is a framework, anything else a guide. There is no document if the
    text does not parse or does not fit the form.
    """
    content, found = _loaded(text)
    document = None
    if not found:
        is_framework = isinstance(content, dict) and "dimensions" in content
        kind = FrameworkDocument if is_framework else GuideDocument
        try:
            document = kind.model_validate(content)
        except ValidationError as refusal:
            found = [_refused(error) for error in refusal.errors()]
        else:
            found = problems_of(document)
    return document, [Finding(file, one) for one in found]


def framework_of(masterplan: Masterplan | Framework) -> FrameworkDocument:
    """The dimensions that a masterplan is written along."""
    row = masterplan.framework if isinstance(masterplan, Masterplan) else masterplan
    return FrameworkDocument.model_validate(row.document)


def guide_of(masterplan: Masterplan | Guide) -> GuideDocument:
    """The horizons, books, sessions and rules that a masterplan follows."""
    row = masterplan.guide if isinstance(masterplan, Masterplan) else masterplan
    return GuideDocument.model_validate(row.document)


def _loaded(text: str) -> tuple[object, list[Problem]]:
    mend = _("Lihat contoh di docs/plans.md.")
    if len(text) > LARGEST:
        return None, [Problem((), "", _("Berkas lebih besar dari 1 MB."), mend)]
    try:
        events = yaml.parse(text, yaml.CSafeLoader)
        if any(isinstance(event, yaml.AliasEvent) for event in events):
            words = _("Alias YAML (*nama) tidak dipakai di sini.")
            return None, [Problem((), "", words, mend)]
        return yaml.load(text, yaml.CSafeLoader), []
    except (yaml.YAMLError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        path = (f"baris {mark.line + 1}",) if mark else ()
        words = _("YAML tidak dapat dibaca.")
        return None, [Problem(path, "", words, mend)]


def _refused(error: object) -> Problem:
    detail: dict[str, object] = dict(error)  # type: ignore[call-overload]
    path = detail["loc"]
    name = path[-1] if isinstance(path, tuple) and path else ""
    known = {
        "missing": (_("Bagian “%s” tidak ada."), _("Tambahkan bagian itu.")),
        "extra_forbidden": (
            _("Bagian “%s” tidak dikenal."),
            _("Hapus, atau perbaiki ejaannya."),
        ),
    }
    words, mend = known.get(
        str(detail["type"]),
        (_("Isi “%s” tidak dapat dipakai."), f"{detail['msg']}."),
    )
    return Problem(path, "", words % name, mend)  # type: ignore[arg-type]
