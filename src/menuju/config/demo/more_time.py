"""More time in the practice round that is open: one region has it, Paser waits for it."""

from collections.abc import Sequence
from datetime import timedelta

from menuju.config.demo.people import Cast
from menuju.config.demo.simulate import Case
from menuju.messages.actions.bulk import date_back
from menuju.messages.models import Notification
from menuju.rounds.actions.extensions import More, ask, extend
from menuju.rounds.models import Extension, ExtensionRequest, Participation
from menuju.rounds.queries.deadlines import deadline_of

PASER, FLOODED = "64.01", "62.71"
PUBLIC = (
    "Banjir merendam kantor dan memutus jaringan pemerintah kota selama empat hari "
    "(simulasi)."
)
ASKED = (
    "Berkas komitmen masih menunggu tanda tangan, dan jaringan kabupaten dipindahkan ke "
    "pusat data baru selama sepekan (simulasi)."
)


def tell(cases: Sequence[Case], cast: Cast) -> None:
    """Both are marked as simulated, as their regions' part in the round is."""
    parts = {case.participation.region_id: case.participation for case in cases}
    given = extend(
        parts[FLOODED],
        _more(parts[FLOODED], 4, PUBLIC),
        by=cast.users["sekretariat"],
    )
    asked = ask(
        parts[PASER], _more(parts[PASER], 3, ASKED), by=cast.users["koordinator-paser"]
    )
    for one in (given, asked):
        date_back(_notes(one), one.at)


def _more(part: Participation, days: int, why: str) -> More:
    deadline = deadline_of(part)
    if deadline is None:
        raise ValueError(f"{part} has no deadline")
    return More(deadline.closes_at + timedelta(days=days), why)


def _notes(record: Extension | ExtensionRequest) -> list[Notification]:
    about = f"{record._meta.label_lower}:{record.pk}"
    return list(Notification.objects.filter(about=about))
