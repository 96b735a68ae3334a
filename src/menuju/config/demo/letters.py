"""Balikpapan's letters of the three rounds, under a letterhead that is nobody's.

What was published about the outcome is quoted with its source; letterhead, signatory,
figures and attendance are simulated and say so. No real official's name is on a letter.
"""

from datetime import timedelta

from menuju.config.demo.people import Cast
from menuju.config.demo.simulate import MARK
from menuju.config.demo.story import BALIKPAPAN
from menuju.messages.actions.bulk import date_back
from menuju.messages.models import Notification
from menuju.results.actions import letters
from menuju.results.actions.letters.telling import tell_sent, tell_written
from menuju.results.models import Decision
from menuju.results.queries.why import why_of
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
    "copies": "Gubernur Kalimantan Timur\nArsip",
    **MARK,
}
WRITTEN, SENT = timedelta(days=3), timedelta(days=4)
"""After the decision."""


def tell(cast: Cast, codes: list[str]) -> None:
    """Write and send Balikpapan's letter of each of these rounds."""
    for code in codes:
        decision = (
            Decision.objects.select_related(
                "release__round__instrument_version", "release__freeze", "rules"
            )
            .filter(release__round__code=code, decided_at__isnull=False)
            .first()
        )
        if decision is not None:
            set_head(decision.release.round, cast)
            _send(decision, cast)


def set_head(round_: Round, cast: Cast) -> None:
    """The simulated letterhead of a round."""
    letters.set_head(round_, HEAD, version=0, by=cast.users["sekretariat"])


def _send(decision: Decision, cast: Cast) -> None:
    why = why_of(decision, BALIKPAPAN)
    writer, approver = cast.users["sekretariat"], cast.users["sekretariat-2"]
    letter = letters.draft(decision, why, writer) if why else None
    if letter is None or decision.decided_at is None:
        return
    tell_written(letter, decision.decided_at + WRITTEN)
    letters.leave_as_written(letter, approver, version=0)
    letters.approve(letter, approver, version=0)
    sent = tell_sent(letters.send(letter, writer), decision.decided_at + SENT)
    notes = Notification.objects.filter(about=f"results.letter:{sent.pk}")
    date_back(list(notes), decision.decided_at + SENT)
