"""The next version of Balikpapan's masterplan: a draft beside the published one."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from menuju.config.demo.agencies import agencies_of
from menuju.config.demo.plans import content, remarks, signing
from menuju.config.demo.plans.content import Desk, desk_of
from menuju.config.demo.plans.files import Typed, typed
from menuju.config.demo.simulate import MARK
from menuju.config.demo.story import BALIKPAPAN
from menuju.config.demo.world import World
from menuju.plans.actions import institutions, masterplans, paragraphs, programmes
from menuju.plans.actions.content import change, set_strategy
from menuju.plans.models import MasterplanVersion, PlannedProgramme
from menuju.plans.queries import institutions as bodies
from menuju.plans.queries.content.kinds import mark_of
from menuju.plans.queries.programmes import indicator_mark, list_mark
from menuju.plans.queries.programmes import mark_of as programme_mark

BEGUN, SIGNED = timedelta(days=20), timedelta(days=6)


def tell(world: World, published: MasterplanVersion) -> MasterplanVersion:
    """A copy in which something changed, something is new, and something waits."""
    by = world.cast.users["bappeda"]
    version = masterplans.new_version(published, by=by)
    rows = MasterplanVersion.objects.filter(pk=version.pk)
    rows.update(made_at=timezone.now() - BEGUN)
    version.refresh_from_db()
    desk = desk_of(version, by, agencies_of(BALIKPAPAN))
    file = typed("next_balikpapan")
    kept = {"swot": file["swot"], "context": file["figures"], "vision": version.vision}
    content.write(desk, kept)
    for part, text in file["strategies"].items():
        row = version.strategies.get(part=part)
        set_strategy(version, part, seen=mark_of(row), by=by, text=text, **MARK)
    _change_programmes(desk, file)
    _change_targets(desk, file)
    _change_acts(desk, file)
    signing.sign_again(desk, timezone.localdate() - SIGNED)
    _talk(world, version)
    return version


def _change_programmes(desk: Desk, file: Typed) -> None:
    for code in file["removed"]:
        gone = _programme(desk, code)
        programmes.remove(gone, seen=list_mark([gone]), by=desk.by)
    for code, new in file["changed"].items():
        row = _programme(desk, code)
        seen = programme_mark(row)
        programmes.change(row, seen=seen, by=desk.by, service_after=new["after"])
        first = row.indicators.all()[0]
        programmes.save_indicator(
            row,
            first,
            seen=indicator_mark(first),
            by=desk.by,
            target=Decimal(new["target"]),
        )
    content.write_programme(desk, file["added"])


def _programme(desk: Desk, code: str) -> PlannedProgramme:
    found = desk.version.programmes.get(code=code)
    found.plan_version = desk.version
    return found


def _change_targets(desk: Desk, file: Typed) -> None:
    for text, value in file["targets"]:
        row = desk.version.targets.get(text=text)
        row.plan_version = desk.version
        change(row, seen=mark_of(row), by=desk.by, goal_value=Decimal(value))


def _change_acts(desk: Desk, file: Typed) -> None:
    for kind, state, note in file["legal_acts"]:
        row = desk.version.legal_acts.get(kind=kind)
        row.plan_version = desk.version
        seen = bodies.mark_of(row)
        institutions.change_act(row, seen=seen, by=desk.by, state=state, note=note)


def _talk(world: World, version: MasterplanVersion) -> None:
    """New words, what the mentor says of them, and a paragraph that is being written."""
    users = world.cast.users
    entries = remarks.found_in(version, typed("remarks")["next"])
    for one in entries:
        if "now" in one.typed:
            remarks.word(one, one.typed["now"], users["bappeda"])
    talk = remarks.Talk(version, users["pembimbing"], users["bappeda"])
    remarks.remark_all(talk, entries)
    for one in remarks.locked(entries):
        paragraphs.take_lock(one.fresh(), by=users["perencana-2"])
