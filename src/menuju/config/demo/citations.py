"""The publications that the demo rests on, in two languages and with their addresses.

The addresses are those under which stored copies of the pages were read in November 2026;
some of the pages may have moved since.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Citation:
    """A publication as a record cites it; see ``web.components.citations``."""

    id: str
    en: str
    address: str = ""

    def __str__(self) -> str:
        where = f" <{self.address}>" if self.address else ""
        return f"{self.id}{where} | {self.en}"

    def noting(self, id_: str, en: str) -> "Citation":
        """The same with a remark in brackets."""
        return replace(self, id=f"{self.id} ({id_})", en=f"{self.en} ({en})")


def together(*cited: Citation) -> str:
    """Several publications as one source."""
    first = "; ".join(str(each).partition(" | ")[0] for each in cited)
    return f"{first} | {'; '.join(each.en for each in cited)}"


def source_of(row: str | dict[str, str]) -> str:
    """A source as the data files give it: a text, or its words in ``id`` and ``en``."""
    if isinstance(row, str):
        return row
    return str(Citation(row["id"], row["en"], row.get("address", "")))


INFOPUBLIK = Citation(
    "InfoPublik / MC Kota Balikpapan, 26 Februari 2019",
    "InfoPublik / MC Kota Balikpapan, 26 February 2019",
    "https://infopublik.id/kategori/nusantara/329710/balikpapan-menuju-100-smart-city-2019",
)
TRIBUN = Citation(
    "Tribun Kaltim, 28 Desember 2022",
    "Tribun Kaltim, 28 December 2022",
    "https://kaltim.tribunnews.com/2022/12/28/kepala-diskominfo-balikpapan-adamin-siregar-beber-hasil-evaluasi-smart-city-2022-di-angka-40",
)
APTIKA = Citation(
    "Ditjen Aptika, laporan asesmen 21 Februari 2019 (107 daerah)",
    "Directorate General Aptika, report on 21 February 2019 (107 regions)",
    "https://aptika.kominfo.go.id/?p=3114",
)
KANAL_ACEH = Citation("Kanal Aceh, 6 Maret 2019", "Kanal Aceh, 6 March 2019")
BRALINK = Citation("Bralink, Februari 2019", "Bralink, February 2019")
RTIK = Citation(
    "RTIK Kediri, laporan asesmen 2017",
    "RTIK Kediri, report on the assessment of 2017",
    "http://rtikkediri.or.id/the-hand-rail-is-going-a-little-faster-than-the-moving-sidewalk/",
)
NATIONAL_GEOGRAPHIC = Citation(
    "National Geographic Indonesia, 2018: daftar 50 daerah",
    "National Geographic Indonesia, 2018: list of 50 regions",
    "https://nationalgeographic.grid.id/amp/13350357/pengembangan-kota-dan-daerah-cerdas-telah-memasuki-tahap-kedua?page=2",
)
TIMES = Citation(
    "TIMES Indonesia, 15 Mei 2019: daftar 25 daerah",
    "TIMES Indonesia, 15 May 2019: list of 25 regions",
    "https://m.timesindonesia.co.id/read/214110/20190515/235208/membanggakan-kota-batu-bagian-gerakan-menuju-100-smart-city-2019/",
)
SIMULATED = Citation(
    "Dunia demo: dibangkitkan dari benih", "Demo world: generated from a seed"
)
