"""Balikpapan's masterplan of 2019: written, guided, reviewed, signed and published.

That it was written in 2019, with four bimtek, is published; its content is invented. The acts
are the real ones, done while the world is built; what they say about days is then dated back.
"""

from collections.abc import Sequence
from datetime import date

from menuju.accounts.actions.bulk import add_people
from menuju.accounts.models import OfficeHolding, Person
from menuju.config.demo.agencies import agencies_of
from menuju.config.demo.plans import content, guidance, prose, remarks, rpjmd, signing
from menuju.config.demo.plans.content import desk_of
from menuju.config.demo.plans.files import Typed, chapters, typed
from menuju.config.demo.plans.printing import print_books
from menuju.config.demo.plans.remarks import Remark
from menuju.config.demo.simulate import MARK
from menuju.config.demo.story import BALIKPAPAN
from menuju.config.demo.world import World
from menuju.messages.models import Notification
from menuju.plans.actions import masterplans
from menuju.plans.models import (
    Framework,
    GoalLink,
    Guide,
    Masterplan,
    MasterplanVersion,
    ReviewRound,
)
from menuju.regions.models import Office, Rank

Verdict = ReviewRound.Verdict
MAYOR = "Wali Kota Balikpapan 2016–2021 (simulasi)"
TERM = (date(2016, 6, 1), date(2021, 5, 31))


def tell(world: World) -> MasterplanVersion:
    """The published first version."""
    last = Notification.objects.order_by("-pk").values_list("pk", flat=True).first()
    version = _begun(world)
    file = typed("masterplan_balikpapan")
    file["programmes"] = typed("programmes_balikpapan")
    by = world.cast.users["bappeda"]
    desk = desk_of(version, by, agencies_of(BALIKPAPAN))
    content.write(desk, file)
    content.write_institutions(desk, file)
    GoalLink.objects.filter(plan_version=version).update(**MARK)
    texts = _texts(file)
    entries = typed("remarks")["published"]
    first = remarks.earlier(texts, entries, _figures(file))
    authors = {"buku-1": "bappeda", "buku-2": "bappeda", "buku-3": "perencana-2"}
    users = world.cast.users
    prose.write_books(version, {b: users[key] for b, key in authors.items()}, first)
    signing.sign_on_paper(desk, file["commitments"])
    guidance.begin(world, version.masterplan)
    _review(world, version, remarks.found_in(version, entries, (texts, first)))
    guidance.conclude(world, version)
    guidance.date_back(version, last)
    version.refresh_from_db()
    print_books(version, by)
    return version


def _review(
    world: World, version: MasterplanVersion, entries: Sequence[Remark]
) -> None:
    """Two rounds: what was remarked in the first is settled before the second."""
    users = world.cast.users
    talk = remarks.Talk(version, users["pembimbing"], users["bappeda"])
    prose.finish(version)
    first = guidance.ask(world, version)
    remarks.remark_all(talk, entries, first)
    guidance.answer(world, first, Verdict.MEND)
    remarks.settle(talk, entries)
    prose.finish(version)
    second = guidance.ask(world, version)
    guidance.answer(world, second, Verdict.READY)


def _begun(world: World) -> MasterplanVersion:
    """The RPJMD in force, and an empty version that is written against it."""
    region, by = world.regions[BALIKPAPAN], world.cast.users["bappeda"]
    plan = rpjmd.write(region, typed("rpjmd_balikpapan"), _mayor(), by)
    file = typed("masterplan_balikpapan")
    version = masterplans.begin(
        region,
        plan=plan,
        by=by,
        title=file["title"],
        first_year=file["first_year"],
        last_year=file["last_year"],
        framework=Framework.objects.get(code="six-dimensions"),
        guide=Guide.objects.get(code="three-books"),
    )
    Masterplan.objects.filter(pk=version.masterplan_id).update(**MARK)
    MasterplanVersion.objects.filter(pk=version.pk).update(**MARK)
    version.refresh_from_db()
    return version


def _texts(file: Typed) -> remarks.Texts:
    """The chapters of the three books, by book and code."""
    figures = _figures(file)
    names = [f"buku-{number}" for number in (1, 2, 3)]
    return {name: chapters(f"{name}_balikpapan", figures) for name in names}


def _figures(file: Typed) -> dict[str, str]:
    years = file["first_year"], file["last_year"]
    return prose.figures_of(file["programmes"], *years)


def _mayor() -> OfficeHolding:
    """The head of that time, whom the sources do not name."""
    office = Office.objects.get(region=BALIKPAPAN, rank=Rank.HEAD)
    person = Person(name=MAYOR, home_region_id=BALIKPAPAN, **MARK)
    first, last = TERM
    held = OfficeHolding(
        person=person, office=office, held_from=first, held_to=last, **MARK
    )
    add_people([person], [], [held])
    return held
