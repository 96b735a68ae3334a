"""What was published about the three rounds, and the calendar the simulation gives them.

Numbers, places and days that a source names are facts; the days around them (opening,
freezing, publishing) are simulated, so that the rounds have a calendar to show.
"""

from dataclasses import dataclass, replace
from datetime import date

from menuju.config.demo import citations
from menuju.config.demo.selected import BANYUASIN, BANYUMAS, DEPOK, selected_in

BALIKPAPAN = "64.71"
INFOPUBLIK = str(citations.INFOPUBLIK)
SAME_DAY = str(
    citations.INFOPUBLIK.noting(
        "hari, jamnya simulasi", "the day, its hour is simulated"
    )
)
APTIKA = str(citations.APTIKA)
OTHER_OUTLETS = citations.together(
    citations.APTIKA, citations.KANAL_ACEH, citations.BRALINK
)
SIMULATED = str(citations.SIMULATED)
ORDER_REASON = (
    "Daftar terpilih adalah fakta terpublikasi; urutan di sini simulasi. / "
    "The list of selected regions is a published fact; the order here is simulated."
)
SERIES, SERIES_PLACES = "menuju-100", 100
"""The three rounds share a hundred places: 25, 50, and 25 that are left for the third."""
REHEARSAL = "latihan-2019"
"""The practice round in which the field of 2019 can be decided once more, by clicking."""
SMALL_INVITED, SMALL_QUOTA, SMALL_POOL = 9, 4, 6
HEADS_PRESENT_2019 = frozenset(
    {"81.71", "21.72", "34.03", "63.09", "13.05", "35.27", "12.01", "18.05"}
)
"""Heads whom Aptika names on 21 February 2019, where the name fits one region only."""


@dataclass(frozen=True)
class Sitting:
    """When and where the panel sat. ``source`` is empty where that was not published."""

    first: date
    last: date
    venue: str
    place: str
    source: str


@dataclass(frozen=True)
class PastRound:
    """One of the three rounds that selected the hundred."""

    year: int
    number: int
    numeral: str
    invited: int
    quota: int
    source: str
    sitting: Sitting
    opens: date
    closes: date
    decided: date
    assessors: int
    decision: str = ""
    decision_source: str = ""
    selected: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()

    @property
    def code(self) -> str:
        return str(self.year)


PUBLISHED = (
    PastRound(
        year=2017,
        number=1,
        numeral="I",
        invited=80,
        quota=25,
        source=str(
            citations.RTIK.noting(
                "80 daerah diundang, 25 terpilih", "80 regions invited, 25 selected"
            )
        ),
        sitting=Sitting(
            date(2017, 5, 2),
            date(2017, 5, 3),
            "Pusat TIK Nasional",
            "Ciputat",
            str(citations.RTIK),
        ),
        opens=date(2017, 3, 20),
        closes=date(2017, 4, 21),
        decided=date(2017, 5, 12),
        assessors=20,
    ),
    PastRound(
        year=2018,
        number=2,
        numeral="II",
        invited=165,
        quota=50,
        source=citations.together(
            citations.Citation(
                "Ditjen Aptika, Agustus 2019: 165 daerah dinilai, 50 terpilih",
                "Directorate General Aptika, August 2019: 165 regions assessed, 50 selected",
                "https://aptika.kominfo.go.id/2019/08/6545/",
            ),
            citations.Citation(
                "Kompas dan Tribunnews, 8 Mei 2018: 120 calon",
                "Kompas and Tribunnews, 8 May 2018: 120 candidates",
            ),
        ),
        sitting=Sitting(date(2018, 2, 20), date(2018, 2, 22), "", "Jakarta", ""),
        opens=date(2018, 1, 8),
        closes=date(2018, 2, 9),
        decided=date(2018, 3, 16),
        assessors=36,
    ),
    PastRound(
        year=2019,
        number=3,
        numeral="III",
        invited=107,
        quota=25,
        source=citations.together(
            citations.Citation(
                "Ditjen Aptika dan Tribunnews, 2019: 107 daerah, 25 terpilih",
                "Directorate General Aptika and Tribunnews, 2019: 107 regions, 25 selected",
                citations.APTIKA.address,
            ),
            citations.Citation(
                "Kanal Aceh dan Bralink: 150 daerah",
                "Kanal Aceh and Bralink: 150 regions",
            ),
        ),
        sitting=Sitting(
            date(2019, 2, 21),
            date(2019, 2, 22),
            "Gedung Pusat TIK Nasional",
            "Tangerang Selatan",
            INFOPUBLIK,
        ),
        opens=date(2019, 1, 14),
        closes=date(2019, 2, 11),
        decided=date(2019, 2, 28),
        assessors=30,
        decision="B.116/DJAI/AI.01.05/02/2019",
        decision_source="Surat hasil Ditjen Aptika, 28 Februari 2019 (Kanal Aceh, 6 Maret 2019)",
        also=HEADS_PRESENT_2019,
    ),
)


ROUNDS = tuple(
    replace(past, selected=frozenset(selected_in(past.year))) for past in PUBLISHED
)


def small(past: PastRound) -> PastRound:
    """The same round with few regions, for tests: those with a story first."""
    told = [BALIKPAPAN, DEPOK, BANYUMAS, BANYUASIN]
    lines = selected_in(past.year)
    first = [code for code in told if code in lines]
    chosen = list(dict.fromkeys([*first, *lines]))[:SMALL_QUOTA]
    return replace(
        past,
        invited=SMALL_INVITED,
        quota=SMALL_QUOTA,
        assessors=SMALL_POOL,
        selected=frozenset(chosen),
        also=frozenset(),
    )
