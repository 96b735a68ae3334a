"""The bodies that the sources name, and what each kind of seat may do. Data only."""

from menuju.accounts.models import Capability

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
