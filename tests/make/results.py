"""A round that was judged, frozen, and is ready for its results."""

from datetime import UTC, datetime, timedelta

from menuju.accounts.models import (
    Capability,
    CapabilitySet,
    Institution,
    Person,
    Seat,
    User,
)
from menuju.instruments.models import Version
from menuju.regions.models import Province, Region
from menuju.results import actions
from menuju.results.queries.compute import sha256_of
from menuju.results.queries.decisions import Choice, Signature
from menuju.rounds.models import Freeze, Participation, Round
from tests.make.instruments import instrument_version

NOON = datetime(2019, 2, 28, 12, tzinfo=UTC)
NAMES = {
    "64.71": "Kota Balikpapan",
    "64.72": "Kota Samarinda",
    "64.74": "Kota Bontang",
    "64.01": "Kabupaten Paser",
}
BALIKPAPAN_2019 = [
    {"office": "deputy", "status": "present", "capacity": "definitive", "rank": ""},
    {
        "office": "agency_head:diskominfo",
        "status": "represented",
        "capacity": "definitive",
        "rank": "division_head",
    },
    {
        "office": "agency_head:bappeda",
        "status": "represented",
        "capacity": "definitive",
        "rank": "division_head",
    },
]


def judged(sdm_1="3", sdm_2="2", paparan="2", attendance=None, **more):
    """What a freeze holds of one region."""
    return {
        "levels": {"sdm-1": sdm_1, "sdm-2": sdm_2, "paparan": paparan},
        "attendance": BALIKPAPAN_2019 if attendance is None else attendance,
        "figures": {},
        "facts": {"kind": "kota", "population": 688318},
        **more,
    }


def named_region(code="64.71"):
    province, _ = Province.objects.get_or_create(
        code=code[:2],
        defaults={"name": "Kalimantan Timur", "island_group": "kalimantan"},
    )
    name = NAMES.get(code, f"Kota {code}")
    region, _ = Region.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "short_name": name.split(" ", 1)[1],
            "kind": name.split(" ", maxsplit=1)[0].lower(),
            "province": province,
        },
    )
    return region


def official(name, *capabilities, region=None, institution=None):
    """A user whose seat gives these capabilities, in the nation or in a region.

    Everybody comes from an institution of their own, unless one is given.
    """
    code = f"lembaga-{Institution.objects.count()}"
    own = institution or Institution.objects.create(
        code=code, name=code, short_name=code, kind=Institution.Kind.NATIONAL
    )
    person = Person.objects.create(name=name, institution=own)
    user = User.objects.create_user(
        f"{name.lower().replace(' ', '.')}@contoh.id", person=person
    )
    bundle, _ = CapabilitySet.objects.get_or_create(
        code=f"set-{person.pk}",
        defaults={"name_id": name, "name_en": name, "capabilities": list(capabilities)},
    )
    Seat.objects.create(person=person, capability_set=bundle, region=region)
    return user


def judged_round(year=2019, quota=1, phase=Round.Phase.DECISION, **fields):
    """A round on a small instrument: sdm 60 (two items), komitmen 40 (40 attendance)."""
    asked = Version.objects.filter(label="2017.1").first() or instrument_version()
    return Round.objects.create(
        code=str(year),
        title_id=f"Asesmen {year}",
        title_en=f"Assessment {year}",
        year=year,
        phase_number=year - 2016,
        quota=quota,
        phase=phase,
        instrument_version=asked,
        **fields,
    )


def frozen(regions=None, round_=None, *, approved=True, severity=None, **fields):
    """An approved freeze of these regions: code to what ``judged`` gives."""
    regions = {"64.71": judged()} if regions is None else regions
    round_ = round_ or judged_round()
    for code in regions:
        Participation.objects.get_or_create(
            round=round_,
            region=named_region(code),
            defaults={"status": Participation.Status.CONFIRMED},
        )
    inputs = {"instrument": "", "round": round_.code, "regions": regions}
    if severity:
        inputs["severity"] = severity
    return Freeze.objects.create(
        round=round_,
        inputs=inputs,
        digest=sha256_of(inputs),
        proposed_at=NOON,
        approved_at=NOON + timedelta(hours=1) if approved else None,
        **fields,
    )


def released(regions=None, round_=None, **fields):
    return actions.release(frozen(regions, round_, **fields), None)


def two_signatures():
    return [
        Signature(Person.objects.create(name="Sari"), "Direktur", "Kemkominfo"),
        Signature(Person.objects.create(name="Budi"), "Direktur", "Kemendagri"),
    ]


def choice(*codes, **fields):
    """A signed choice of these regions."""
    fields.setdefault("signatures", two_signatures())
    return Choice(selected=frozenset(codes), **fields)


def published(regions=None, round_=None, selected=("64.71",), **fields):
    """A release that was decided by two persons and published."""
    release = released(regions, round_, **fields)
    proposer = official(f"Pengusul {release.pk}", Capability.DECIDE)
    decider = official(f"Penetap {release.pk}", Capability.DECIDE)
    reasons = dict.fromkeys(judged_codes(release), "Pemerataan wilayah")
    made = actions.propose_decision(
        release, choice(*selected, reasons=reasons, reason="Uji"), proposer
    )
    actions.decide(made, decider)
    Round.objects.filter(pk=release.round_id).update(phase=Round.Phase.PUBLISHED)
    return actions.publish(release, decider)


def judged_codes(release):
    return list(release.results.values_list("participation__region_id", flat=True))
