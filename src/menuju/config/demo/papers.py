"""Evidence for the demo: small PDF files with readable text, each saying that it is simulated.

A paper has one page for each item that it supports. There are nine sorts of paper in a
few variants; regions share them by content, so the store keeps fewer than 200 files.
"""

import textwrap
from dataclasses import dataclass
from io import BytesIO

from menuju.files.actions import store
from menuju.files.models import StoredFile
from menuju.instruments.models.tree import Node, Tree

BANNER = "SIMULASI - bukan dokumen resmi"
LINE = 78
SORTS = {
    "SK dan peraturan kepala daerah": (
        "suprastruktur-1",
        "suprastruktur-3",
        "aparatur-1",
    ),
    "Kutipan RPJMD": ("suprastruktur-4", "aparatur-2"),
    "Kutipan APBD dan DPA": ("aparatur-3", "komitmen-tertulis"),
    "Bagan organisasi dan analisis beban kerja": ("sdm-1", "sdm-2"),
    "Inventaris jaringan dan pusat data": ("infrastruktur-1", "infrastruktur-2"),
    "Daftar aplikasi": ("aparatur-4", "infrastruktur-3", "infrastruktur-4"),
    "Kumpulan SOP": ("suprastruktur-2", "infrastruktur-5"),
    "Laporan kegiatan": ("sdm-3", "sdm-4"),
    "Bahan paparan": ("komitmen-paparan",),
}


@dataclass(frozen=True)
class Paper:
    """A stored paper: its file, and the words it offers on the page of each item."""

    title: str
    file: StoredFile
    quotes: dict[str, str]

    def page_of(self, item: str) -> int:
        """The page of an item, counted from 1."""
        return list(self.quotes).index(item) + 1


class Library:
    """Papers by sort, level and variant, made and stored when first asked for."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._papers: dict[tuple[str, int, str], Paper] = {}

    def paper(self, sort: str, level: int, variant: str) -> Paper:
        """A paper that shows ``level`` for every item of its sort."""
        key = (sort, level, variant)
        if key not in self._papers:
            self._papers[key] = self._made(sort, level, variant)
        return self._papers[key]

    def __len__(self) -> int:
        return len(self._papers)

    def _made(self, sort: str, level: int, variant: str) -> Paper:
        nodes = [self._tree.node(item) for item in SORTS[sort]]
        quotes = {node.code: _shown(node, level) for node in nodes}
        pages = [
            [
                BANNER,
                "",
                f"{sort} - {variant}",
                "",
                node.title.id,
                "",
                *_wrapped(node, quotes),
            ]
            for node in nodes
        ]
        file = store(BytesIO(pdf(pages)), f"{sort}.pdf")
        return Paper(sort, file, quotes)


def pdf(pages: list[list[str]]) -> bytes:
    """A PDF with one page of text lines for each list. Letters of Latin-1 only."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        stream = _stream(lines)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            b" /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (5 + 2 * number),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        ]
    return _file(objects)


def _shown(node: Node, level: int) -> str:
    levels = node.item.levels if node.item else ()
    return next(each.descriptor.id for each in levels if each.value == level)


def _wrapped(node: Node, quotes: dict[str, str]) -> list[str]:
    asked = node.item.question.id if node.item else ""
    texts = [asked, "", f"Keadaan: {quotes[node.code]}", "", "Contoh untuk dunia demo."]
    return [line for text in texts for line in textwrap.wrap(text, LINE) or [""]]


def _stream(lines: list[str]) -> bytes:
    shown = b"\n".join(b"(%s) Tj T*" % _escaped(line) for line in lines)
    return b"BT /F1 12 Tf 16 TL 56 780 Td\n%s\nET" % shown


def _escaped(line: str) -> bytes:
    plain = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return plain.encode("cp1252", "replace")


def _file(objects: list[bytes]) -> bytes:
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return body + head + tail % (size, len(body))
