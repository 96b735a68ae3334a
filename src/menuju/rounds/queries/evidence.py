"""A region's documents with their newest version and what they support."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from menuju.files.queries import has_preview, page_text
from menuju.rounds.models import Claim, Evidence, EvidenceVersion, Participation


@dataclass(frozen=True, slots=True)
class Document:
    """One document, its versions from old to new, and its claims."""

    evidence: Evidence
    versions: list[EvidenceVersion]
    claims: list[Claim]

    @property
    def latest(self) -> EvidenceVersion | None:
        """The version that is judged, unless a score is pinned to an earlier one."""
        return self.versions[-1] if self.versions else None

    def claim_for(self, item: str) -> Claim | None:
        """What the document says about one item."""
        return next((claim for claim in self.claims if claim.item == item), None)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of one version, as the browser shows it."""

    version: EvidenceVersion
    number: int
    text: str

    @property
    def count(self) -> int:
        """How many pages the file has."""
        return self.version.file.pages or 1

    @property
    def before(self) -> int | None:
        """The page before this one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The page after this one."""
        return self.number + 1 if self.number < self.count else None


def documents_of(evidence: QuerySet[Evidence]) -> list[Document]:
    """Each document with everything a list needs, in three queries."""
    versions = EvidenceVersion.objects.select_related("file", "uploaded_by__person")
    found = evidence.prefetch_related(Prefetch("versions", versions), "claims")
    return [
        Document(one, list(one.versions.all()), list(one.claims.all())) for one in found
    ]


def documents_for(participation: Participation) -> list[Document]:
    """The documents of a participation that were not withdrawn."""
    return documents_of(participation.evidence.filter(withdrawn_at=None))


def page_of(version: EvidenceVersion, number: int) -> Page | None:
    """A page with its text; None if the file has no such page or no preview."""
    if not has_preview(version.file) or not 1 <= number <= (version.file.pages or 1):
        return None
    return Page(version, number, page_text(version.file, number))
