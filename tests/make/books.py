"""A masterplan version with text of every kind, as long as a real one if asked."""

import io
from datetime import date
from decimal import Decimal

from PIL import Image, ImageDraw

from menuju.files.actions import store
from menuju.plans.actions.paragraphs import add
from menuju.plans.models import (
    PlannedProgramme,
    ProgrammeBudget,
    ProgrammeIndicator,
    Strategy,
)
from menuju.plans.models.text import (
    Figure,
    Heading,
    Points,
    Run,
    RunningText,
    TableOf,
)
from menuju.plans.queries.documents import framework_of
from tests.make.plans import masterplan_version, programme, rpjmd
from tests.make.regions import agency

SENTENCE = (
    "Pemerintah daerah menata layanan publik agar warga mendapat kepastian waktu, biaya, "
    "dan hasil di setiap loket maupun melalui telepon genggam. "
)
HORIZONS = (("short", 2019, 2020), ("medium", 2020, 2023), ("long", 2022, 2028))


def words(text, **style):
    return Run(text=text, **style)


def picture(name="peta.png", size=(900, 500)):
    """A stored picture of a few shapes."""
    image = Image.new("RGB", size, "#e4eef0")
    draw = ImageDraw.Draw(image)
    draw.ellipse((80, 60, size[0] - 300, size[1] - 60), fill="#0b5160")
    draw.rectangle((size[0] - 260, 120, size[0] - 60, size[1] - 40), fill="#9f3712")
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    buffer.seek(0)
    return store(buffer, name)


def write(version, *contents, book="buku-1", chapter="pendahuluan"):
    """Paragraphs at the end of a chapter."""
    where = version.chapters.get(book=book, code=chapter)
    return [add(where, one, by=None) for one in contents]


def text(*runs):
    return RunningText(runs=runs or (words(SENTENCE),))


def sample(version):
    """One paragraph of every kind in the first chapter of the first book."""
    return write(
        version,
        Heading(runs=(words("Latar belakang"),)),
        text(
            words("Kota ini "),
            words("tumbuh", bold=True),
            words(" bersama ", note="Badan Pusat Statistik, 2018."),
            words("warganya", italic=True),
            words("."),
        ),
        Heading(level=3, runs=(words("Dasar hukum"),)),
        Points(ordered=True, items=((words("Undang-undang"),), (words("Perda"),))),
        TableOf(
            caption="Tim penyusun",
            rows=(
                ((words("Peran"),), (words("Jumlah"),)),
                ((words("Penulis"),), (words("12"),)),
            ),
        ),
        Figure(file=picture().sha256, caption="Peta kota", alt="Peta dengan dua pusat"),
    )


def long_version(programmes=40, paragraphs=30, **changes):
    """A version whose three books have about 60 pages together with the defaults."""
    version = masterplan_version(plan=rpjmd(goals=20), **changes)
    office = agency(version.masterplan.region)
    leaves = [one.code for one in framework_of(version.masterplan).leaves()]
    for part in leaves:
        Strategy.objects.create(plan_version=version, part=part, text=SENTENCE * 2)
    for number in range(programmes):
        _programme(version, leaves[number % len(leaves)], number, office)
    sample(version)
    for one in version.chapters.all():
        for number in range(paragraphs):
            if number % 6 == 0:
                add(one, Heading(runs=(words(f"Bagian {number // 6 + 1}"),)), by=None)
            add(
                one,
                text(words(SENTENCE * 5, note="" if number % 5 else "Catatan.")),
                by=None,
            )
    return version


def _programme(version, part, number, office) -> PlannedProgramme:
    horizon, first, last = HORIZONS[number % 3]
    made = programme(
        version,
        title=f"Layanan terpadu nomor {number} untuk warga dan usaha",
        part=part,
        horizon=horizon,
        starts_on=date(first, 1 + number % 9, 1),
        ends_on=date(last, 12, 31),
        quick_win=number % 7 == 0,
        service="Perizinan dan nonperizinan",
        service_before="Warga datang tiga kali dan menunggu dua minggu.",
        service_after="Warga mengirim berkas sekali dan mendapat izin dalam sehari.",
        agency=office,
    )
    for at, name in enumerate(("Izin terbit sehari", "Kepuasan pemohon")):
        ProgrammeIndicator.objects.create(
            programme=made,
            level="outcome",
            name=name,
            unit="%",
            baseline=Decimal("12.5") if at else None,
            baseline_year=2018 if at else None,
            target=Decimal(90 + at),
            target_year=last,
        )
    for year in range(first, min(first + 3, last + 1)):
        ProgrammeBudget.objects.create(
            programme=made, year=year, origin="apbd", amount=1_250_000_000 + number
        )
    return made
