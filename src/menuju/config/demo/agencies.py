"""A standard list of agencies and offices for every region, and Balikpapan's own names."""

from collections.abc import Iterator

from menuju.audit.models import Provenance
from menuju.config.demo.story import BALIKPAPAN, INFOPUBLIK, SIMULATED
from menuju.regions.actions.bulk import add_agencies
from menuju.regions.models import Agency, Office, Rank, Region

Kind = Agency.Kind
STANDARD = {
    Kind.DISKOMINFO: ("Dinas Komunikasi dan Informatika", "Diskominfo"),
    Kind.BAPPEDA: ("Badan Perencanaan Pembangunan Daerah", "Bappeda"),
    Kind.SEKRETARIAT: ("Sekretariat Daerah", "Setda"),
    Kind.BKPSDM: (
        "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        "BKPSDM",
    ),
    Kind.BPKAD: ("Badan Pengelolaan Keuangan dan Aset Daerah", "BPKAD"),
    Kind.DPMPTSP: (
        "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        "DPMPTSP",
    ),
    Kind.DISDIK: ("Dinas Pendidikan", "Disdik"),
    Kind.DINKES: ("Dinas Kesehatan", "Dinkes"),
    Kind.DISDUKCAPIL: ("Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil"),
    Kind.DPUPR: ("Dinas Pekerjaan Umum dan Penataan Ruang", "DPUPR"),
    Kind.DISHUB: ("Dinas Perhubungan", "Dishub"),
    Kind.DLH: ("Dinas Lingkungan Hidup", "DLH"),
}
PUBLISHED = {
    Kind.DISKOMINFO: ("Dinas Komunikasi dan Informatika", "Diskominfo"),
    Kind.BAPPEDA: (
        "Badan Perencanaan, Penelitian dan Pengembangan",
        "Bappeda Litbang",
    ),
}
BELOW = {
    Kind.DISKOMINFO: (
        (Rank.DIVISION_HEAD, "Kepala Bidang E-Government"),
        (Rank.SECTION_HEAD, "Kepala Seksi Aplikasi"),
    ),
    Kind.BAPPEDA: ((Rank.DIVISION_HEAD, "Kepala Bidang Infrastruktur"),),
}
BELOW_PUBLISHED = {
    Kind.DISKOMINFO: (
        (Rank.DIVISION_HEAD, "Kepala Bidang E-Government"),
        (Rank.SECTION_HEAD, "Kepala Seksi/Kepala Subbagian"),
    ),
    Kind.BAPPEDA: (
        (
            Rank.DIVISION_HEAD,
            "Kepala Bidang Pengembangan Infrastruktur dan Perekonomian Perkotaan",
        ),
    ),
}
ALSO_IN_BALIKPAPAN = {
    "dispar": ("Dinas Pariwisata dan Kebudayaan", "Dispar"),
    "dkumkmp": ("Dinas Koperasi, Usaha Mikro, dan Perindustrian", "DKUMKMP"),
    "disdag": ("Dinas Perdagangan", "Disdag"),
    "dinsos": ("Dinas Sosial", "Dinsos"),
    "disnaker": ("Dinas Ketenagakerjaan", "Disnaker"),
    "disperkim": ("Dinas Perumahan dan Permukiman", "Disperkim"),
    "bpbd": ("Badan Penanggulangan Bencana Daerah", "BPBD"),
    "satpol": ("Satuan Polisi Pamong Praja", "Satpol PP"),
    "perumda": ("Perusahaan Umum Daerah Air Minum", "Perumda Air Minum"),
}
"""Agencies that only the demo's masterplan names, by the word of its files; invented."""
LED_BY = {"Perumda Air Minum": "Direktur"}
EXPERT_STAFF = "Staf Ahli Bidang Perekonomian dan Pembangunan"


def furnish(regions: list[Region]) -> None:
    """Give every region its agencies and offices."""
    agencies = [agency for region in regions for agency in _agencies(region)]
    leaders = [office for region in regions for office in _leaders(region)]
    below = [office for agency in agencies for office in _posts(agency)]
    add_agencies(agencies, [*leaders, *below])


def agencies_of(region: str) -> dict[str, Agency]:
    """The agencies of a region by kind; those of kind "other" by the word of the files."""
    words = {name: word for word, (name, _short) in ALSO_IN_BALIKPAPAN.items()}
    rows = Agency.objects.filter(region=region)
    return {words.get(row.name, str(row.kind)): row for row in rows}


def titles_of(region: Region) -> dict[str, str]:
    """The titles of the head and the deputy."""
    head = "Wali Kota" if region.kind == Region.Kind.KOTA else "Bupati"
    return {
        Rank.HEAD: f"{head} {region.short_name}",
        Rank.DEPUTY: f"Wakil {head} {region.short_name}",
        Rank.SECRETARY: "Sekretaris Daerah",
    }


def _agencies(region: Region) -> Iterator[Agency]:
    for kind, (name, short_name) in STANDARD.items():
        real = PUBLISHED.get(kind) if region.code == BALIKPAPAN else None
        name, short_name = real or (name, short_name)  # noqa: PLW2901
        yield Agency(
            region=region,
            kind=kind,
            name=name,
            short_name=short_name,
            provenance=Provenance.PUBLISHED if real else Provenance.SIMULATED,
            source=INFOPUBLIK if real else SIMULATED,
        )
    if region.code == BALIKPAPAN:
        for name, short_name in ALSO_IN_BALIKPAPAN.values():
            yield Agency(
                region=region,
                kind=Kind.OTHER,
                name=name,
                short_name=short_name,
                provenance=Provenance.SIMULATED,
                source=SIMULATED,
            )


def _leaders(region: Region) -> Iterator[Office]:
    for rank, title in titles_of(region).items():
        yield Office(region=region, rank=rank, title=title)
    if region.code == BALIKPAPAN:
        yield Office(region=region, rank=Rank.EXPERT_STAFF, title=EXPERT_STAFF)


def _posts(agency: Agency) -> Iterator[Office]:
    if agency.kind == Kind.SEKRETARIAT:
        return  # led by the regional secretary, who is an office of the region
    leader = LED_BY.get(agency.short_name, "Kepala")
    head = f"{leader} {agency.short_name}"
    posts = BELOW_PUBLISHED if agency.region_id == BALIKPAPAN else BELOW
    for rank, title in ((Rank.AGENCY_HEAD, head), *posts.get(Kind(agency.kind), ())):
        full = title if rank == Rank.AGENCY_HEAD else f"{title}, {agency.short_name}"
        yield Office(region=agency.region, agency=agency, rank=rank, title=full)
