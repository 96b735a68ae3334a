"""What anybody may confirm of a letter, by its code: that it is genuine, and still stands."""

from dataclasses import dataclass
from datetime import datetime

from menuju.regions.models import Region
from menuju.results.models import Letter
from menuju.results.queries.letters.codes import tidied
from menuju.results.queries.letters.state import why_in
from menuju.results.queries.why.words import verdict


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A sent letter of an open result. It holds nothing but what the letter's head says."""

    code: str
    number: str
    region: Region
    zone: str
    dated: datetime | None
    sentence: str
    digest: str
    sent_at: datetime | None
    withdrawn_at: datetime | None
    is_superseded: bool
    is_simulated: bool

    @property
    def stands(self) -> bool:
        """Whether the letter is still in force."""
        return self.withdrawn_at is None and not self.is_superseded


def confirmed(typed: str) -> Confirmed | None:
    """The letter of a code, as typed; None for what is unknown, unsent or not open."""
    code = tidied(typed)
    if not code:
        return None
    letter = (
        Letter.objects.filter(
            code=code,
            sent_at__isnull=False,
            decision__release__published_at__isnull=False,
        )
        .select_related("participation__region", "participation__round")
        .first()
    )
    if letter is None:
        return None
    part = letter.participation
    return Confirmed(
        code=letter.code,
        number=letter.number,
        region=part.region,
        zone=part.round.time_zone,
        dated=letter.approved_at,
        sentence=verdict(why_in(letter)),
        digest=letter.approved_digest,
        sent_at=letter.sent_at,
        withdrawn_at=letter.withdrawn_at,
        is_superseded=_later(letter),
        is_simulated=letter.is_simulated,
    )


def _later(letter: Letter) -> bool:
    """Whether a later letter was sent to the same region about the same round."""
    return Letter.objects.filter(
        participation=letter.participation_id,
        sequence__gt=letter.sequence,
        sent_at__isnull=False,
        decision__release__published_at__isnull=False,
    ).exists()
