"""The practice round that regions are filling in."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from menuju.config.demo.past import self_assess
from menuju.config.demo.simulate import MARK, Case, answers, documents
from menuju.config.demo.story import BALIKPAPAN
from menuju.config.demo.world import World
from menuju.regions.models import Agency
from menuju.rounds.actions import bulk
from menuju.rounds.models import Answer, Delegation, EligibilityFigure

DELEGATED, UNPROVEN, BEGUN = "aparatur-2", "sdm-3", "sdm-4"
LAST = "komitmen-tertulis"
GIVEN = (
    "SK dan peraturan kepala daerah",
    "Kutipan RPJMD",
    "Bagan organisasi dan analisis beban kerja",
    "Inventaris jaringan dan pusat data",
)
DONE = (
    *("sdm-1", "sdm-2", "aparatur-1", "infrastruktur-1", "infrastruktur-2"),
    *("suprastruktur-1", "suprastruktur-3", "suprastruktur-4"),
)
NOTE = "Mohon diisi dengan kutipan RPJMD dan Renstra yang terbaru (simulasi)."


def tell(world: World, cases: Sequence[Case], when: datetime) -> None:
    """Balikpapan is half-way, the second lacks one item, the third has sent.

    Others have begun or not; the last two do not take part.
    """
    _look_at_figures(cases, when)
    balikpapan, nearly, sent, *others = cases[:-2]
    self_assess(world, [sent], when)
    _all_but_one(world, nearly, when)
    begun = others[::2]
    _half(world, balikpapan, begun, when)
    round_ = balikpapan.participation.round
    agency = Agency.objects.get(region=BALIKPAPAN, kind=Agency.Kind.BAPPEDA)
    handed = Delegation(
        participation=balikpapan.participation,
        item=DELEGATED,
        agency=agency,
        note=NOTE,
        delegated_by=world.cast.users["koordinator"],
        delegated_at=when,
        **MARK,
    )
    bulk.hand_over(round_, [handed], world.cast.users["koordinator"])


def _look_at_figures(cases: Sequence[Case], when: datetime) -> None:
    """The fiscal capacity of each region, as an index around one."""
    round_ = cases[0].participation.round
    rows = [
        EligibilityFigure(
            round=round_,
            region=case.participation.region,
            key="kemampuan-keuangan",
            value=Decimal(case.rng.randint(400, 2400)) / 1000,
            unit="indeks",
            year=when.year - 1,
            **MARK,
        )
        for case in cases
    ]
    bulk.add_figures(round_, rows)


def _all_but_one(world: World, case: Case, when: datetime) -> None:
    round_ = case.participation.round
    items = [node.code for node in world.tree.items if node.code != LAST]
    rows = [*answers(case, when, items)]
    for row in rows:
        row.edited_by = world.cast.users["koordinator-paser"]
    bulk.answer(round_, rows)
    bulk.prove(round_, *documents(case, world.library, when))


def _half(
    world: World, balikpapan: Case, begun: Sequence[Case], when: datetime
) -> None:
    round_ = balikpapan.participation.round
    by = world.cast.users["koordinator"]
    rows = [*answers(balikpapan, when, DONE), *_unfinished(balikpapan, when)]
    for row in rows:
        row.edited_by = by
    rows += [row for case in begun for row in answers(case, when, DONE[:3])]
    bulk.answer(round_, rows)
    variant = f"contoh Balikpapan {round_.year}"
    made = [documents(balikpapan, world.library, when, variant, GIVEN)]
    made += [documents(case, world.library, when, "", GIVEN[:2]) for case in begun]
    versions = [row for found, _ in made for row in found]
    claims = [row for _, found in made for row in found]
    bulk.prove(round_, versions, [row for row in claims if row.item != DELEGATED])


def _unfinished(case: Case, when: datetime) -> list[Answer]:
    """One item is answered without evidence, one has only a beginning."""
    unproven, begun = answers(case, when, [UNPROVEN, BEGUN])
    unproven.level = Decimal(3)
    begun.level, begun.is_done = None, False
    return [unproven, begun]
