"""Who is told of more time that was asked for, given or refused."""

from menuju.accounts.models import User
from menuju.messages.actions import notify
from menuju.messages.queries import Message
from menuju.rounds.models import Extension, ExtensionRequest, Participation
from menuju.rounds.models.kinds import (
    EXTENDED,
    EXTENDED_ELSEWHERE,
    EXTENSION_ASKED,
    EXTENSION_REFUSED,
)
from menuju.rounds.queries.extensions import deciders, people_of


def tell_asked(request: ExtensionRequest, by: User) -> None:
    """To those who may decide, without whoever asked."""
    part = request.participation
    notify(
        [user for user in deciders() if user.pk != by.pk],
        Message(
            EXTENSION_ASKED,
            {"round": part.round, "region": part.region, "request": request},
            link=("rounds:decide_extension", *_place(part), request.pk),
            about=request,
            dedupe=f"extension-asked:{request.pk}",
        ),
    )


def tell_refused(request: ExtensionRequest) -> None:
    """To the region's people, with the reason."""
    part = request.participation
    notify(
        people_of([part.region_id]),
        Message(
            EXTENSION_REFUSED,
            {"round": part.round, "region": part.region, "request": request},
            link=("rounds:extension", *_place(part)),
            about=request,
            dedupe=f"extension-refused:{request.pk}",
        ),
    )


def tell_given(extension: Extension) -> None:
    """To the people whose region has more time, and to the others who look after rounds."""
    part, round_ = extension.participation, extension.round
    words = {"round": round_, "extension": extension, "part": part}
    reached = people_of([part.region_id] if part else _unsent(extension))
    home = ("rounds:extension", *_place(part)) if part else ("overview:home",)
    notify(
        reached, Message(EXTENDED, words, home, extension, f"extended:{extension.pk}")
    )
    notify(
        [user for user in deciders() if user.pk != extension.by_id],
        Message(
            EXTENDED_ELSEWHERE,
            words,
            ("rounds:extensions", round_.code),
            extension,
            f"extended:{extension.pk}",
        ),
    )


def _unsent(extension: Extension) -> list[str]:
    """The regions that all more time is for: neither sent nor gone."""
    parts = extension.round.participations.filter(submission=None)
    gone = Participation.Status.WITHDRAWN
    return list(parts.exclude(status=gone).values_list("region", flat=True))


def _place(part: Participation) -> tuple[str, str]:
    return part.round.code, part.region_id
