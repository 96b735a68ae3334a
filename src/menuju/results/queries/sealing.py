"""The sealed result list: its text, its hash, and whether it is open yet.

The seal is SHA-256(canonical JSON of the list + salt). It is shown before the list opens;
afterwards anybody can compute it from the list and the salt, which are then public.
"""

import secrets
from datetime import datetime
from typing import Any

from django.utils import timezone

from menuju.results.models import Decision, Release
from menuju.results.queries.compute import canonical, sha256_of


def sealed_list(decision: Decision) -> dict[str, Any]:
    """What the seal stands for: round, release, rules and each region's outcome."""
    lines = decision.lines.values_list(
        "result__participation__region", "selected", "reserve"
    )
    return {
        "round": decision.release.round.code,
        "release": decision.release.digest,
        "rules": decision.rules.digest if decision.rules else "",
        "quota": decision.quota,
        "regions": {
            code: {"selected": selected, "reserve": reserve}
            for code, selected, reserve in lines
        },
    }


def sealed_text(decision: Decision) -> str:
    """The list as the bytes that are hashed, the salt in it."""
    return canonical({"list": sealed_list(decision), "salt": decision.seal_salt})


def seal_of(result_list: dict[str, Any], salt: str) -> str:
    """The seal of a list, in hex."""
    return sha256_of({"list": result_list, "salt": salt})


def fresh_salt() -> str:
    """32 random bytes in hex, so that nobody finds the list by trying lists."""
    return secrets.token_hex(32)


def is_open(release: Release) -> bool:
    """Whether a release is open to its regions and the public now."""
    if release.published_at:
        return True
    return is_past(Decision.objects.filter(release=release).first())


def is_past(decision: Decision | None) -> bool:
    """Whether a decision was taken and its time has come."""
    return bool(
        decision
        and decision.decided_at
        and decision.opens_at
        and decision.opens_at <= timezone.now()
    )


def is_sealed(decision: Decision | None) -> bool:
    """Whether a decision was taken for a time that has not come."""
    return bool(
        decision
        and decision.decided_at
        and decision.opens_at
        and decision.opens_at > timezone.now()
    )


def next_opening() -> datetime | None:
    """When the next sealed list opens; None if none waits."""
    waiting = Decision.objects.filter(
        decided_at__isnull=False, opens_at__isnull=False, release__published_at=None
    )
    return waiting.order_by("opens_at").values_list("opens_at", flat=True).first()


def due() -> list[Release]:
    """Decided releases whose time has come and that nobody published yet."""
    waiting = Decision.objects.filter(
        decided_at__isnull=False,
        opens_at__lte=timezone.now(),
        release__published_at=None,
    ).select_related("release__round")
    return [decision.release for decision in waiting]
