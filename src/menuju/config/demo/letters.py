"""Letters of the past rounds, Balikpapan's first, under a letterhead that is nobody's.

What was published about the outcome is quoted with its source; letterhead, signatory,
figures and attendance are simulated and say so. No real official's name is on a letter.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from menuju.config.demo.people import Cast
from menuju.config.demo.simulate import MARK
from menuju.config.demo.story import BALIKPAPAN
from menuju.messages.actions.bulk import date_back
from menuju.messages.models import Notification
from menuju.results.actions import letters
from menuju.results.actions.letters.telling import tell_sent, tell_written
from menuju.results.models import Decision
from menuju.results.queries.why import Why, whys_of
from menuju.rounds.models import Round

HEAD = {
    "institution_id": "Sekretariat Gerakan Menuju 100 Smart City (simulasi)",
    "institution_en": "Secretariat of the Movement towards 100 Smart Cities (simulation)",
    "unit_id": "Unit seleksi dan surat",
    "unit_en": "Selection and letters unit",
    "address": "Jalan Contoh Nomor 1, Jakarta 10110",
    "contact": "surat@menuju.example",
    "place": "Jakarta",
    "number_pattern": "B.{number}/SIM/{month}/{year}",
    "signatory_name": "Pejabat Sekretariat (simulasi)",
    "signatory_office_id": "Ketua Sekretariat",
    "signatory_office_en": "Head of the Secretariat",
    "copies": "Gubernur yang bersangkutan | The governor of the province\nArsip | File",
    **MARK,
}
WRITTEN, SENT = timedelta(hours=20), timedelta(hours=28)
"""After the decision."""
OTHERS = 4
"""How many other regions of a past round have a letter."""


def tell(cast: Cast, codes: list[str]) -> None:
    """Write and send Balikpapan's letters of these rounds, and those nearest the line."""
    for code in codes:
        decision = decision_of(code)
        set_head(decision.release.round, cast)
        send(decision, {BALIKPAPAN, *_nearest(decision)}, cast)


def decision_of(code: str) -> Decision:
    """The decision of a round, with what its letters read."""
    decided = Decision.objects.select_related(
        "release__round__instrument_version", "release__freeze", "rules"
    ).filter(decided_at__isnull=False)
    return decided.get(release__round__code=code)


def set_head(round_: Round, cast: Cast) -> None:
    """The simulated letterhead of a round."""
    letters.set_head(round_, HEAD, version=0, by=cast.users["sekretariat"])


def send(decision: Decision, regions: Collection[str], cast: Cast) -> None:
    """Write, approve and send the letters of these regions, some days after it."""
    if decided := decision.decided_at:
        for why in whys_of(decision, regions):
            _send(decision, why, cast, decided)


def _nearest(decision: Decision) -> list[str]:
    """The first regions outside the line that the order left there as well."""
    outside = decision.lines.filter(selected=False, within_quota=False)
    ordered = outside.order_by("result__position", "result__participation__region_id")
    return list(
        ordered.values_list("result__participation__region", flat=True)[:OTHERS]
    )


def _send(decision: Decision, why: Why, cast: Cast, decided: datetime) -> None:
    writer, approver = cast.users["sekretariat"], cast.users["sekretariat-2"]
    letter = letters.draft(decision, why, writer)
    if letter is None:
        return
    tell_written(letter, decided + WRITTEN)
    letters.leave_as_written(letter, approver, version=0)
    letters.approve(letter, approver, version=0)
    sent = tell_sent(letters.send(letter, writer), decided + SENT)
    notes = Notification.objects.filter(about=f"results.letter:{sent.pk}")
    date_back(list(notes), decided + SENT)
