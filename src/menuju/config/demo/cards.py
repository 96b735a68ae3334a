"""The sign-in cards of the demo: who one can be, and what to try. Data only, no Django.

Every person here is invented and marked simulated. The settings show these cards in demo
mode and in no other; the password is public on purpose.
"""

from dataclasses import dataclass, field

PASSWORD = "bersama-menuju-100"  # noqa: S105 - shown on the sign-in page of the demo
DOMAIN = "menuju.example"


@dataclass(frozen=True)
class Card:
    """One way into the demo: an account, and the seat behind it.

    ``seat`` is the code of a capability set. ``region`` and ``agency`` are its scope: the
    code of a region, and the kind of an agency in it; without them it is the nation.
    ``also`` is the code of a second set, held in the whole region.
    """

    key: str
    name: str
    role_id: str
    role_en: str
    try_id: str
    try_en: str
    seat: str = field(repr=False)
    institution: str = field(default="", repr=False)
    region: str = field(default="", repr=False)
    agency: str = field(default="", repr=False)
    also: str = field(default="", repr=False)

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"

    @property
    def password(self) -> str:
        return PASSWORD


CARDS = [
    Card(
        key="koordinator",
        name="Koordinator Balikpapan (simulasi)",
        role_id="Koordinator Kota Balikpapan",
        role_en="Coordinator, Kota Balikpapan",
        try_id="Lanjutkan penilaian mandiri yang baru terisi sebagian, lalu kirim.",
        try_en="Carry on with the half-filled self-assessment, then submit it.",
        seat="koordinator",
        region="64.71",
    ),
    Card(
        key="sekda",
        name="Sekda Balikpapan (simulasi)",
        role_id="Penanda tangan, Kota Balikpapan",
        role_en="Signatory, Kota Balikpapan",
        try_id="Tanda tangani pengiriman Balikpapan, dan lembar komitmen masterplannya.",
        try_en="Sign Balikpapan's submission, and the commitment sheet of its masterplan.",
        seat="penanda-tangan",
        region="64.71",
    ),
    Card(
        key="bappeda",
        name="Petugas Bappeda Litbang (simulasi)",
        role_id="Perencana dan petugas, Bappeda Litbang Balikpapan",
        role_en="Planner and officer, Bappeda Litbang of Balikpapan",
        try_id="Lengkapi versi 2 masterplan dan bandingkan dengan yang terbit; isi butir Anda.",
        try_en="Complete version 2 of the masterplan, compare it with the published one.",
        seat="perangkat-daerah",
        region="64.71",
        agency="bappeda",
        also="perencana",
    ),
    Card(
        key="perencana-2",
        name="Perencana Diskominfo (simulasi)",
        role_id="Perencana kedua, Diskominfo Balikpapan",
        role_en="Second planner, Diskominfo of Balikpapan",
        try_id="Jawab catatan pembimbing pada versi 2; tulis bab yang sama bersama Bappeda.",
        try_en="Answer the mentor's remarks on version 2; write a chapter together with Bappeda.",
        seat="perencana",
        region="64.71",
    ),
    Card(
        key="kepala-bappeda",
        name="Kepala Bappeda Litbang (simulasi)",
        role_id="Penanda tangan kedua masterplan, Kota Balikpapan",
        role_en="Second signatory of the masterplan, Kota Balikpapan",
        try_id="Baca masterplan terbit; tanda tangani lembar komitmen dan versi 2 bila siap.",
        try_en="Read the published plan; sign the commitment sheet, and version 2 once ready.",
        seat="penanda-tangan",
        region="64.71",
    ),
    Card(
        key="walikota",
        name="Kepala daerah Balikpapan (simulasi)",
        role_id="Pembaca dari pimpinan daerah, Kota Balikpapan",
        role_en="Reader for the head of the region, Kota Balikpapan",
        try_id="Baca surat hasil 2017–2019 dan masterplan; tanda tangani lembar komitmen.",
        try_en="Read the letters of 2017 to 2019 and the masterplan; sign the commitment sheet.",
        seat="pembaca-daerah",
        region="64.71",
    ),
    Card(
        key="koordinator-paser",
        name="Koordinator Paser (simulasi)",
        role_id="Koordinator Kabupaten Paser",
        role_en="Coordinator, Kabupaten Paser",
        try_id="Lengkapi butir terakhir lalu kirim; baca surat hasil latihan dan sanggahannya.",
        try_en="Complete the last item and submit; read the practice letter and its reply.",
        seat="koordinator",
        region="64.01",
    ),
    Card(
        key="perencana-paser",
        name="Perencana Paser (simulasi)",
        role_id="Perencana, Kabupaten Paser",
        role_en="Planner, Kabupaten Paser",
        try_id="Lengkapi masterplan yang setengah jadi: strategi, tautan, dan anggaran.",
        try_en="Complete the half-way masterplan: strategies, links and budgets.",
        seat="perencana",
        region="64.01",
    ),
    Card(
        key="panitia",
        name="Panitia sesi (simulasi)",
        role_id="Panitia asesmen",
        role_en="Assessment committee",
        try_id="Sahkan kehadiran; di Latihan Tahap III 2019 sumber tentang Balikpapan berbeda.",
        try_en="Confirm attendance; in the Practice of Phase III 2019 sources differ on Balikpapan.",
        seat="panitia",
        institution="kominfo",
    ),
    Card(
        key="asesor-01",
        name="Asesor 01 (simulasi)",
        role_id="Asesor dari perguruan tinggi",
        role_en="Assessor from a university",
        try_id="Nilai butir yang tersisa, bukti di samping rubrik.",
        try_en="Score the remaining items, evidence beside the rubric.",
        seat="asesor",
        institution="ui",
    ),
    Card(
        key="asesor-02",
        name="Asesor 02 (simulasi)",
        role_id="Asesor dari kementerian",
        role_en="Assessor from a ministry",
        try_id="Nilai daerah yang sama tanpa melihat nilai asesor lain.",
        try_en="Score the same region without seeing the others' scores.",
        seat="asesor",
        institution="pupr",
    ),
    Card(
        key="asesor-03",
        name="Asesor 03 (simulasi)",
        role_id="Asesor dari perguruan tinggi",
        role_en="Assessor from a university",
        try_id="Kirim nilai ketiga, agar musyawarah dapat dimulai.",
        try_en="Submit the third scores, so that moderation can start.",
        seat="asesor",
        institution="itb",
    ),
    Card(
        key="moderator",
        name="Moderator (simulasi)",
        role_id="Moderator musyawarah",
        role_en="Moderator",
        try_id="Sepakati selisih yang dapat mengubah seleksi; jawab sanggahan hasil.",
        try_en="Agree the differences that could change the selection; answer replies.",
        seat="moderator",
        institution="bappenas",
    ),
    Card(
        key="sekretariat",
        name="Sekretariat (simulasi)",
        role_id="Sekretariat program",
        role_en="Programme secretariat",
        try_id="Putuskan Latihan Tahap III 2019; lihat papan bimbingan: Paser terlambat.",
        try_en="Decide the Practice of Phase III 2019; see the guidance board: Paser is late.",
        seat="sekretariat",
        institution="kominfo",
    ),
    Card(
        key="sekretariat-2",
        name="Penyetuju (simulasi)",
        role_id="Penyetuju kedua, lembaga lain",
        role_en="Second approver, another institution",
        try_id="Setujui pembekuan, aturan, keputusan, dan surat; jawab sanggahan yang menunggu.",
        try_en="Approve freeze, rules, decision and letters; answer the reply that waits.",
        seat="penyetuju",
        institution="kemendagri",
    ),
    Card(
        key="pembimbing",
        name="Pembimbing (simulasi)",
        role_id="Pembimbing masterplan Balikpapan dan Paser",
        role_en="Mentor of the masterplans of Balikpapan and Paser",
        try_id="Tinjau naskah Paser bab demi bab; catat bimtek yang terlambat.",
        try_en="Review Paser's text chapter by chapter; note the session that is late.",
        seat="pembimbing",
        institution="uksw",
        region="64.71",
    ),
    Card(
        key="penyusun",
        name="Penyusun instrumen (simulasi)",
        role_id="Penyusun instrumen",
        role_en="Instrument editor",
        try_id="Salin versi instrumen, ubah, lalu ajukan untuk terbit.",
        try_en="Copy an instrument version, change it, propose to publish it.",
        seat="penyusun-instrumen",
        institution="kominfo",
    ),
    Card(
        key="penerbit",
        name="Penerbit instrumen (simulasi)",
        role_id="Penerbit instrumen",
        role_en="Instrument publisher",
        try_id="Terbitkan versi yang diajukan orang lain.",
        try_en="Publish a version that somebody else proposed.",
        seat="penerbit-instrumen",
        institution="ksp",
    ),
]


def welcome(address: str) -> str:
    """What the terminal says once the demo is served: the address and the cards."""
    width = max(len(card.email) for card in CARDS)
    rows = [
        f"  {card.email:<{width}}  {card.role_id} / {card.role_en}" for card in CARDS
    ]
    head = [
        f"\nMenuju: {address}  (English: {address}en/)",
        f"\nMasuk / sign in: {address}masuk/ — kata sandi / password: {PASSWORD}",
    ]
    return "\n".join([*head, *rows, "\nBerhenti / stop: Ctrl+C\n"])
