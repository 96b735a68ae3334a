"""Who is in the demo: institutions, seats, sign-in accounts, and three real names.

Real persons are only those whom the two source articles name in office, on the day for
which the article names them. Everybody else is invented and says so in the name.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from menuju.accounts.actions.bulk import (
    add_accounts,
    add_capability_sets,
    add_institutions,
    add_people,
)
from menuju.accounts.models import (
    Capability,
    CapabilitySet,
    Institution,
    OfficeHolding,
    Person,
    Seat,
    User,
)
from menuju.audit.models import Provenance
from menuju.config.demo.agencies import EXPERT_STAFF
from menuju.config.demo.cards import CARDS, PASSWORD, Card
from menuju.config.demo.story import BALIKPAPAN, INFOPUBLIK, SIMULATED, TRIBUN
from menuju.regions.models import Agency, Office

ASSESSORS = 40
ASSESSOR_HOMES = ("32.73", "31.71", "34.71", "35.78", "33.74", "64.72", "73.71")
BODIES = {
    "national": (
        ("kominfo", "Kementerian Komunikasi dan Informatika", "Kominfo"),
        ("kemendagri", "Kementerian Dalam Negeri", "Kemendagri"),
        ("pupr", "Kementerian Pekerjaan Umum dan Perumahan Rakyat", "PUPR"),
        (
            "bappenas",
            "Kementerian Perencanaan Pembangunan Nasional / Bappenas",
            "Bappenas",
        ),
        ("ksp", "Kantor Staf Presiden", "KSP"),
    ),
    "university": (
        ("ui", "Universitas Indonesia", "UI"),
        ("itb", "Institut Teknologi Bandung", "ITB"),
        ("perbanas", "Perbanas Institute", "Perbanas"),
        ("umn", "Universitas Multimedia Nusantara", "UMN"),
        ("uksw", "Universitas Kristen Satya Wacana", "UKSW"),
        ("utdi", "Universitas Teknologi Digital Indonesia", "UTDI"),
    ),
    "association": (
        ("iktii", "Ikatan Konsultan Teknologi Informasi Indonesia", "IKTII"),
        ("auditor-si", "Asosiasi auditor sistem informasi", "Auditor SI"),
    ),
    "other": (
        ("bppt", "Badan Pengkajian dan Penerapan Teknologi", "BPPT"),
        ("insw", "Indonesia National Single Window", "INSW"),
        ("citiasia", "Citiasia", "Citiasia"),
        ("kemenkeu", "Kementerian Keuangan", "Kemenkeu"),
        (
            "kemenpanrb",
            "Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
            "KemenPANRB",
        ),
        (
            "kemenparekraf",
            "Kementerian Pariwisata dan Ekonomi Kreatif",
            "Kemenparekraf",
        ),
    ),
}
BODIES_SOURCE = "Kompas, 8 Mei 2018; Kanal Aceh, 6 Maret 2019; Antara Kaltim, 2022"
POOL = ("ui", "pupr", "itb", "perbanas", "umn", "bppt", "insw", "iktii", "citiasia")
C = Capability
SETS = {
    "sekretariat": (
        "Sekretariat",
        "Secretariat",
        [
            C.MANAGE_ROUNDS,
            C.VIEW_ROUNDS,
            C.RECORD_ATTENDANCE,
            C.ASSIGN,
            C.FREEZE,
            C.DECIDE,
            C.INVITE_PEOPLE,
        ],
    ),
    "penyetuju": (
        "Penyetuju kedua",
        "Second approver",
        [C.VIEW_ROUNDS, C.FREEZE, C.DECIDE, C.AUDIT],
    ),
    "panitia": (
        "Panitia asesmen",
        "Committee",
        [C.VIEW_ROUNDS, C.RECORD_ATTENDANCE, C.CONFIRM_ATTENDANCE],
    ),
    "asesor": ("Asesor", "Assessor", [C.ASSESS]),
    "moderator": ("Moderator", "Moderator", [C.VIEW_ROUNDS, C.MODERATE]),
    "koordinator": (
        "Koordinator daerah",
        "Coordinator of a region",
        [C.VIEW_REGION, C.ANSWER, C.DELEGATE, C.SUBMIT, C.OBJECT],
    ),
    "penanda-tangan": (
        "Penanda tangan daerah",
        "Signatory of a region",
        [C.VIEW_REGION, C.SUBMIT, C.OBJECT],
    ),
    "perangkat-daerah": ("Petugas perangkat daerah", "Agency officer", [C.ANSWER]),
    "pembaca-daerah": ("Pembaca daerah", "Reader of a region", [C.VIEW_REGION]),
    "penyusun-instrumen": (
        "Penyusun instrumen",
        "Instrument editor",
        [C.EDIT_INSTRUMENTS],
    ),
    "penerbit-instrumen": (
        "Penerbit instrumen",
        "Instrument publisher",
        [C.PUBLISH_INSTRUMENTS],
    ),
    "pembimbing": ("Pembimbing", "Mentor", [C.MENTOR, C.VIEW_REGION]),
}
REAL = (
    (
        "Rahmad Mas’ud",
        "Wakil Wali Kota Balikpapan",
        date(2019, 2, 21),
        INFOPUBLIK,
    ),
    (
        "Adamin Siregar",
        "Kepala Bidang E-Government, Diskominfo",
        date(2019, 2, 26),
        INFOPUBLIK,
    ),
    ("Adamin Siregar", "Kepala Diskominfo", date(2022, 12, 28), TRIBUN),
    ("Doortje Marpaung", EXPERT_STAFF, date(2022, 12, 28), TRIBUN),
)
"""Name, office, the day for which the source attests both, source."""


@dataclass(frozen=True)
class Cast:
    """The people whom the rest of the demo needs by name of their part."""

    users: dict[str, User]
    assessors: list[Person]
    officials: list[Person]
    deputy_mayor: Person


def settle() -> Cast:
    """Add everybody. The accounts share one password, hashed once."""
    bodies = add_institutions([*_institutions()])
    sets = add_capability_sets(
        [
            CapabilitySet(code=code, name_id=name_id, name_en=name_en, capabilities=may)
            for code, (name_id, name_en, may) in SETS.items()
        ]
    )
    by_card = {card.key: _invented(card.name, bodies, card) for card in CARDS}
    assessors = _assessors(by_card, bodies)
    officials = [
        _invented(f"Pejabat {body.short_name} (simulasi)", bodies, body.code)
        for body in bodies.values()
        if body.kind == Institution.Kind.NATIONAL
    ]
    real, holdings = _real()
    seats = [_seat(by_card[card.key], card, sets) for card in CARDS]
    seats += [_assessing(each, sets) for each in assessors[3:]]
    everybody = [*by_card.values(), *assessors[3:], *officials, *real.values()]
    add_people(everybody, seats, holdings)
    rows = [(by_card[card.key], card.email) for card in CARDS]
    accounts = add_accounts(rows, make_password(PASSWORD))
    users = {card.key: user for card, user in zip(CARDS, accounts, strict=True)}
    return Cast(users, assessors, officials, real["Rahmad Mas’ud"])
