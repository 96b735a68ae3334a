"""Sets a template with data into a PDF that a screen reader can read (PDF/UA-1)."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import segno
import typst
from django.utils import translation
from django.utils.translation import gettext as _

from menuju.web.documents.glyphs import FONTS, printable
from menuju.web.documents.sheets import Check, Sheet

HERE = Path(__file__).parent
SLICES = HERE.parents[1]
NAME = re.compile(r"[a-z]+/[a-z_]+\.typ")
BASE = "base.typ"
PICTURE = re.compile(r"[a-z0-9]+\.(png|jpg)")


def pdf(
    template: str,
    body: Mapping[str, Any],
    sheet: Sheet,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """A document's bytes; the same template, data and sheet give the same bytes.

    Parameters
    ----------
    template : str
        ``slice/name.typ``, kept at ``<slice>/templates/<slice>/<name>.typ``.
    body : mapping
        Whatever the template reads: JSON, with every figure already written as text.
    sheet : Sheet
        What stands on every page.
    pictures : mapping, optional
        PNG or JPG bytes by file name; the template finds them under ``/pictures/``.

    Raises
    ------
    ValueError
        If a name is not of that form.
    typst.TypstError
        If the template itself is wrong; data cannot cause it.
    """
    if not NAME.fullmatch(template):
        raise ValueError(f"{template} is not the name of a template")
    source = SLICES / template.partition("/")[0] / "templates" / template
    data = {"body": _clean(dict(body)), "sheet": _sheet(sheet)}
    with _root(pictures or {}) as root:
        made = _compiler(root).compile(
            source.read_bytes(),
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
            pdf_standards="ua-1",
            timestamp=int(sheet.moment.timestamp()),
        )
    if not isinstance(made, bytes):
        raise TypeError(f"{template} gave no PDF")
    return made


@contextmanager
def _root(pictures: Mapping[str, bytes]) -> Iterator[Path]:
    """The folder that a template sees: this one, or for pictures one of its own."""
    if not pictures:
        yield HERE
        return
    with TemporaryDirectory(prefix="menuju-pdf-") as name:
        root = Path(name)
        (root / BASE).write_bytes((HERE / BASE).read_bytes())
        (root / "pictures").mkdir()
        for picture, content in pictures.items():
            if not PICTURE.fullmatch(picture):
                raise ValueError(f"{picture} is not the name of a picture")
            (root / "pictures" / picture).write_bytes(content)
        yield root


def _compiler(root: Path) -> typst.Compiler:
    """One for each document: it sees one folder and no package of others."""
    return typst.Compiler(
        root=root,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        package_path=HERE / "packages",
        package_cache_path=HERE / "packages",
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(FONTS)],
    )


def _clean(value: object) -> object:
    """The same data with every text in it printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {str(key): _clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value


def _sheet(sheet: Sheet) -> dict[str, object]:
    """The sheet with its words in its own language; times and codes as they are."""
    said = {key: each for key, each in asdict(sheet).items() if key != "moment"}
    with translation.override(sheet.language):
        words = {
            "page": _("Halaman {page} dari {pages}"),
            "simulated": _("Simulasi, bukan dokumen resmi"),
            "simulated_mark": _("SIMULASI"),
            "check": _("Periksa keaslian dokumen ini"),
            "check_code": _("Kode"),
            "qr": _("Kode QR menuju halaman pemeriksaan dokumen"),
        }
    cleaned = _clean({**said, "words": words})
    return {**cleaned, "qr": _qr(sheet.check)} if isinstance(cleaned, dict) else {}


def _qr(check: Check | None) -> str:
    """The address as the SVG of a QR code; empty without one."""
    if check is None:
        return ""
    drawn = io.BytesIO()
    code = segno.make(check.url, error="m", micro=False)
    code.save(drawn, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None)
    return drawn.getvalue().decode()
