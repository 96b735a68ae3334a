"""Small instruments for tests."""

from copy import deepcopy

from menuju.accounts.models import Capability, CapabilitySet, Person, Seat, User
from menuju.instruments.models import Instrument, Version
from menuju.instruments.models.document import Document

LABELS = ["belum ada", "direncanakan", "sebagian", "berjalan", "berjalan dan terukur"]


def text(words):
    return {"id": words, "en": f"{words} (en)"}


def item(code, weight="50", **more):
    levels = [
        {"value": value, "descriptor": text(f"{code} {label}"), "evidence": text("SK")}
        for value, label in enumerate(LABELS)
    ]
    return {
        "code": code,
        "title": text(f"Butir {code}"),
        "weight": weight,
        "item": {"question": text(f"Sejauh mana {code}?"), "levels": levels},
        **more,
    }


def group(code, children, weight="50", **more):
    return {
        "code": code,
        "title": text(f"Kelompok {code}"),
        "weight": weight,
        "children": children,
        **more,
    }


def attendance(code="kehadiran", weight="40", **more):
    clauses = [
        ("leader", "Pimpinan daerah", ["head", "deputy", "secretary"], "20"),
        ("diskominfo", "Kepala Diskominfo", ["agency_head:diskominfo"], "10"),
        ("bappeda", "Kepala Bappeda", ["agency_head:bappeda"], "10"),
    ]
    credit = {"definitive": "1", "plt": "1", "plh": "1", "pj": "1"}
    credit |= {"division_head": "0.5", "section_head": "0.25"}
    return {
        "code": code,
        "title": text("Kehadiran"),
        "weight": weight,
        "attendance": {
            "points": "40",
            "clauses": [
                {"code": c, "title": text(t), "any_of": offices, "points": points}
                for c, t, offices, points in clauses
            ],
            "credit": credit,
        },
        **more,
    }


def content(children=None, **more):
    """A document as YAML would give it: two groups of two items unless told."""
    children = children or [
        group("sdm", [item("sdm-1"), item("sdm-2")], "60"),
        group("komitmen", [attendance(), item("paparan", "60")], "40"),
    ]
    root = group("akar", deepcopy(children))
    del root["weight"]
    root |= more.pop("root", {})
    return {
        "schema": "menuju/instrument/1",
        "code": "contoh",
        "version": "2017.1",
        "title": text("Contoh"),
        "source": "Uji",
        "root": root,
        **more,
    }


def document(children=None, **more):
    return Document.model_validate(content(children, **more))


def instrument_version(children=None, *, status="draft", **more):
    """A stored version of a small document."""
    made = document(children, **more)
    instrument, _ = Instrument.objects.get_or_create(
        code=made.code, defaults={"title_id": made.title.id, "title_en": made.title.en}
    )
    return Version.objects.create(
        instrument=instrument, label=made.version, document=made.content, status=status
    )


def instrument_author(*capabilities, name="Rina"):
    """A user with a national seat that gives these capabilities (editing if none)."""
    given = list(capabilities or [Capability.EDIT_INSTRUMENTS])
    person = Person.objects.create(name=name)
    user = User.objects.create_user(f"{name.lower()}@contoh.test", "x", person=person)
    bundle = CapabilitySet.objects.create(
        code=f"set-{person.pk}", name_id=name, name_en=name, capabilities=given
    )
    Seat.objects.create(person=person, capability_set=bundle)
    return user
