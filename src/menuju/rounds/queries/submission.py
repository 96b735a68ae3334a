"""What a submission consists of, and who may sign it."""

import hashlib
import json
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from menuju.accounts.models import OfficeHolding
from menuju.regions.models import Agency, Rank
from menuju.rounds.models import Participation
from menuju.rounds.queries.answers import Line, Sheet, sheet_of
from menuju.rounds.queries.evidence import Document, documents_for


def signatories_of(participation: Participation) -> QuerySet[OfficeHolding]:
    """Those who may sign: head, deputy, secretary, or the head of Diskominfo, today."""
    today = timezone.localdate()
    leads = Q(office__rank__in=[Rank.HEAD, Rank.DEPUTY, Rank.SECRETARY])
    leads |= Q(
        office__rank=Rank.AGENCY_HEAD, office__agency__kind=Agency.Kind.DISKOMINFO
    )
    return (
        OfficeHolding.objects.filter(leads, office__region=participation.region)
        .filter(Q(held_from=None) | Q(held_from__lte=today))
        .filter(Q(held_to=None) | Q(held_to__gte=today))
        .select_related("person", "office")
        .order_by("office", "pk")
    )


def database_time() -> datetime:
    """The moment by the clock of the database, which decides about deadlines."""
    found = Participation.objects.annotate(at=Now()).values_list("at", flat=True)
    return found[:1].get()


def content_of(participation: Participation) -> dict[str, object]:
    """Everything that is sent, as JSON without floats: items, levels, files by hash."""
    sheet = sheet_of(participation)
    documents = documents_for(participation)
    return {
        "schema": "menuju/self-assessment/1",
        "round": participation.round.code,
        "region": participation.region_id,
        "instrument": participation.round.instrument_version.content_hash,
        "items": [_item(line, documents) for line in sheet.answerable],
        "files": [_file(document) for document in documents if document.latest],
        "not_asked": _not_asked(sheet),
    }


def digest_of(content: dict[str, object]) -> str:
    """SHA-256 of the canonical JSON of ``content``, in hex."""
    text = json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _item(line: Line, documents: list[Document]) -> dict[str, object]:
    answer = line.answer
    level = answer.level if answer else None
    return {
        "item": line.node.code,
        "level": None if level is None else f"{level.normalize():f}",
        "narrative_sha256": _hash(answer.narrative if answer else ""),
        "version": answer.version if answer else 0,
        "evidence": [
            {"number": f"B{document.evidence.number}", "pages": claim.pages}
            for document in documents
            if (claim := document.claim_for(line.node.code))
        ],
    }


def _file(document: Document) -> dict[str, object]:
    latest = document.versions[-1]
    return {
        "number": f"B{document.evidence.number}",
        "version": latest.number,
        "name": latest.file_name,
        "size": latest.file.size,
        "sha256": latest.file.sha256,
    }


def _not_asked(sheet: Sheet) -> list[str]:
    return [line.node.code for line in sheet.lines if not line.is_asked]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
