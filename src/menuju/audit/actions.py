"""Write to the audit trail."""

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from menuju.audit.models import Entry

if TYPE_CHECKING:
    from menuju.accounts.models import User


def record(
    verb: str, subject: models.Model, *, by: "User | None", **detail: object
) -> Entry:
    """Note that ``by`` did ``verb`` to ``subject``, in the caller's transaction.

    ``detail`` must be JSON without floats: digests and codes, not personal content.
    """
    at = timezone.now()
    name = f"{subject._meta.label_lower}:{subject.pk}"
    event = {
        "at": at.isoformat(),
        "by": by.pk if by else None,
        "verb": verb,
        "record": name,
        "detail": detail,
    }
    return Entry.objects.create(
        at=at, by=by, verb=verb, record=name, detail=detail, leaf=leaf_of(event)
    )


def leaf_of(event: Mapping[str, object]) -> str:
    """SHA-256(0x00 || canonical JSON) of an event, as RFC 6962 hashes a leaf."""
    text = json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(b"\x00" + text.encode()).hexdigest()
