"""A small world of Balikpapan's records, and the arguments that open each page on them."""

from dataclasses import dataclass, field
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from menuju.accounts.models import Capability, Institution
from menuju.accounts.queries import hash_of
from menuju.jobs.models import Job
from menuju.results.models import SelectionRules
from menuju.rounds.models import (
    AttendanceObjection,
    Round,
    Sitting,
    SittingMember,
)
from tests import make
from tests.config import plan_doors
from tests.make import letters, messages
from tests.make.extensions import asked


@dataclass(frozen=True, slots=True)
class Page:
    """An address of the site map: namespace and name, and what it must be told."""

    name: str
    needs: tuple[str, ...]

    @property
    def slice(self) -> str:
        return self.name.split(":")[0] if ":" in self.name else ""


@dataclass
class World:
    """Arguments by slice, and those of single pages where they differ."""

    slices: dict[str, dict[str, object]] = field(default_factory=dict)
    pages: dict[str, dict[str, object]] = field(default_factory=dict)

    def address(self, page: Page) -> str:
        """The page of a foreign record. KeyError: this world lacks an argument."""
        known = self.slices.get(page.slice, {}) | self.pages.get(page.name, {})
        return reverse(page.name, kwargs={need: known[need] for need in page.needs})


def site_map() -> list[Page]:
    """Every address of the project, read from the resolver itself."""
    return [
        Page(name, tuple(pattern.pattern.regex.groupindex))
        for name, pattern in _patterns(get_resolver().url_patterns, "")
    ]


def _patterns(entries, namespace):
    for entry in entries:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", entry
        else:
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from _patterns(entry.url_patterns, namespace + inner)


def balikpapan() -> World:
    """What one region, its round and its officials leave behind, one of each kind."""
    world = World()
    _accounts(world)
    _rounds(world)
    _results(world)
    _plans(world)
    return world


def _accounts(world):
    here = make.region()
    owner = make.user(Capability.VIEW_REGION, name="Pemilik", region=here)
    office = make.office(here)
    holding = make.holder(owner.person, here)
    session = UserSession.objects.create(
        user=owner, session_key="kunci", ip="127.0.0.1", user_agent="uji"
    )
    notice = messages.told(owner)
    work = Job.objects.create(
        work="uji", key=hash_of("uji"), owner=owner, due_at=timezone.now()
    )
    version = make.instrument_version()
    world.slices["accounts"] = {"pk": owner.person_id, "region": here.pk}
    body = Institution.objects.create(
        code="uji", name="Lembaga Uji", short_name="Uji", kind="national"
    ).pk
    world.pages |= {
        "accounts:institution": {"pk": body},
        "accounts:edit_institution": {"pk": body},
        "accounts:end_session": {"pk": session.pk},
        "accounts:end_seat": {"pk": owner.person.seats.get().pk},
        "accounts:end_term": {"pk": holding.pk},
        "accounts:office": {"pk": office.pk},
    }
    world.slices["messages"] = {"pk": notice[0].pk}
    world.slices["jobs"] = {"pk": work.pk}
    world.slices["instruments"] = {
        "code": version.instrument.code,
        "label": version.label,
        "older": version.label,
        "node": "sdm-1",
        "form": "yaml",
    }


def _rounds(world):
    part = make.participation()
    make.document_of(part)
    more_time = {"key": asked(part).pk}
    world.pages["rounds:decide_extension"] = more_time
    world.pages["rounds:withdraw_extension"] = more_time
    part = make.in_phase(part, Round.Phase.ASSESSMENT)
    assessor = make.assessor_of(part)
    turn = make.slot(part)
    objection = AttendanceObjection.objects.create(
        slot=turn, office="head", text="Kami hadir.", at=timezone.now()
    )
    sitting = Sitting.objects.create(
        round=part.round, title="Sidang", held_at=timezone.now() + timedelta(days=1)
    )
    member = SittingMember.objects.create(sitting=sitting, person=assessor.person)
    make.pool_member(part.round, assessor)
    world.slices["rounds"] = {
        "code": part.round.code,
        "region": part.region_id,
        "item": "sdm-1",
        "session": turn.session_id,
        "objection": objection.pk,
        "letter": "A",
        "person": assessor.person_id,
        "kind": "institution",
        "ending": "csv",
        "about": "asesor",
        "key": sitting.pk,
        "member": member.pk,
        "number": 1,
        "version": 1,
        "page": 1,
    }


def _results(world):
    letter = letters.drafted()
    release = letter.decision.release
    reply = make.contested(make.result_of(release, "64.71"))
    rules = SelectionRules.objects.create(
        round=release.round, number=1, places=1, made_at=timezone.now()
    )
    world.slices["results"] = {
        "round_code": release.round.code,
        "region_code": "64.71",
        "number": rules.number,
        "pk": 1,
        "kind": "csv",
        "language": "id",
        "ending": "csv",
        "key": reply.pk,
        "subject": "item",
        "code": "sdm-1",
        "node": "sdm-1",
    }


def _plans(world):
    common, by_start = plan_doors.world()
    world.slices["plans"] = common
    for page in site_map():
        longest = max(filter(page.name.startswith, by_start), key=len, default="")
        world.pages[page.name] = world.pages.get(page.name, {}) | by_start.get(
            longest, {}
        )
