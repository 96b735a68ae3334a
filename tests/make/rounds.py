"""A round that is open for self-assessment, and the people around one region in it."""

import io
from datetime import timedelta
from itertools import count

from django.utils import timezone

from menuju.accounts.models import (
    Capability,
    CapabilitySet,
    OfficeHolding,
    Person,
    Seat,
    User,
)
from menuju.instruments.models import Instrument, Version
from menuju.regions.models import Rank
from menuju.rounds.actions import answers, evidence, submission
from menuju.rounds.models import Assignment, Participation, PhaseWindow, Round
from tests.make.files import pdf
from tests.make.instruments import attendance, document, group, item
from tests.make.regions import office
from tests.make.regions import region as region_

_number = count(1)

COORDINATOR = ["view_region", "answer", "delegate", "submit", "object"]


def readiness(*, items=2, **more):
    """A published version with so many items and the attendance rule."""
    children = [
        group("sdm", [item(f"sdm-{n}") for n in range(1, items + 1)], "60"),
        group("komitmen", [attendance(weight="100")], "40"),
    ]
    made = document(children, code=f"kesiapan-{next(_number)}", **more)
    instrument = Instrument.objects.create(
        code=made.code, title_id="Kesiapan", title_en="Readiness"
    )
    return Version.objects.create(
        instrument=instrument,
        label=made.version,
        document=made.content,
        content_hash=made.content_hash,
        status=Version.Status.PUBLISHED,
        published_at=timezone.now(),
    )


def open_round(*, of=None, closes_in=timedelta(days=10), **changes):
    """A round whose self-assessment is open for so long still."""
    number = next(_number)
    fields = {
        "code": f"uji-{number}",
        "title_id": f"Tahap uji {number}",
        "title_en": f"Test phase {number}",
        "year": 2019,
        "phase_number": number,
        "instrument_version": of or readiness(),
        "quota": 25,
        "phase": Round.Phase.SELF_ASSESSMENT,
    }
    made = Round.objects.create(**fields | changes)
    closes_at = timezone.now() + closes_in
    PhaseWindow.objects.create(
        round=made,
        phase=Round.Phase.SELF_ASSESSMENT,
        opens_at=closes_at - timedelta(days=30),
        closes_at=closes_at,
    )
    return made


def participation(*, of=None, region=None, status="confirmed", **changes):
    """A region that takes part in an open round."""
    return Participation.objects.create(
        round=of or open_round(**changes), region=region or region_(), status=status
    )


def somebody(*capabilities, name=None, **scope):
    """An account with one seat that gives these capabilities in a scope."""
    number = next(_number)
    person = Person.objects.create(name=name or f"Orang {number}")
    bundle = CapabilitySet.objects.create(
        code=f"himpunan-{number}",
        name_id="Himpunan",
        name_en="Set",
        capabilities=list(capabilities),
    )
    Seat.objects.create(person=person, capability_set=bundle, **scope)
    return User.objects.create_user(f"o{number}@contoh.test", "x", person=person)


def coordinator(of=None, name="Rani"):
    """Somebody who fills in, delegates and submits for a region."""
    return somebody(*COORDINATOR, name=name, region=of or region_())


def agency_officer(of, name="Petugas"):
    """Somebody of an agency, who answers what was handed to it."""
    return somebody(Capability.ANSWER, name=name, agency=of)


def secretariat(name="Sekretariat"):
    return somebody(Capability.VIEW_ROUNDS, name=name)


def assessor_of(participation, *, letter="A", **changes):
    """An account that is assigned to judge this region."""
    user = somebody(Capability.ASSESS, name=f"Asesor {letter}")
    Assignment.objects.create(
        participation=participation,
        assessor=user.person,
        letter=letter,
        assigned_at=timezone.now(),
        **changes,
    )
    return user


def signatory(of, *, rank=Rank.SECRETARY, name="Sekda Kota", **changes):
    """Somebody who holds an office of the region that may sign."""
    return OfficeHolding.objects.create(
        person=Person.objects.create(name=name),
        office=office(of, rank, changes.pop("agency", None)),
        **changes,
    )


def answer(participation, item="sdm-1", level=3, **more):
    """An answer that the region holds to be finished."""
    by = more.pop("by", None) or coordinator(participation.region)
    content = {"narrative": "Sudah berjalan.", "done": True} | more
    return answers.save_answer(
        participation,
        item,
        version=content.pop("version", 0),
        by=by,
        level=level,
        **content,
    )


def document_of(participation, item="sdm-1", *, content=None, name="SK-tim.pdf"):
    """A document that proves an item."""
    file = evidence.Upload(io.BytesIO(content or pdf()), name)
    by = coordinator(participation.region)
    return evidence.upload(participation, file, item=item, by=by)


def complete(participation, items=2):
    """Answer and prove every item."""
    for number in range(1, items + 1):
        answer(participation, f"sdm-{number}")
        document_of(participation, f"sdm-{number}")
    return participation


def submitted(participation=None):
    """A self-assessment that was signed and sent."""
    made = complete(participation or _participation())
    signature = submission.Signature(signatory(made.region), "kunci")
    submission.submit(made, signature, by=coordinator(made.region))
    return Participation.objects.get(pk=made.pk)


def _participation():
    return participation()
