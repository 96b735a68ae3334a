"""A masterplan version with one of everything in it."""

from datetime import date
from decimal import Decimal

from menuju.plans.models import (
    ActionPlan,
    Body,
    BodyMember,
    Chapter,
    CommitmentSheet,
    ContextFigure,
    LegalAct,
    Paragraph,
    ProgrammeBudget,
    ProgrammeIndicator,
    ReadinessPoint,
    Strategy,
    SwotPoint,
    Target,
)
from tests.make.accounts import person
from tests.make.plans import goal_link, masterplan_version, programme, rpjmd
from tests.make.regions import agency


def full_version(**changes):
    """One row of every content model, every field filled."""
    version = masterplan_version(plan=rpjmd(goals=1), **changes)
    office = agency(version.masterplan.region)
    _analysis(version)
    _strategy(version, office)
    made = full_programme(version, office)
    goal_link(made, version.development_plan.goals.get())
    _institutions(version, office)
    paragraph(version, "Kota ini melayani warganya.")
    return version


def full_programme(version, office):
    made = programme(
        version,
        starts_on=date(2019, 1, 1),
        ends_on=date(2019, 12, 31),
        service="Perizinan",
        service_before="Tiga hari",
        service_after="Satu jam",
        agency=office,
        in_charge="Kepala Dinas",
        nomenclature="2.16.01",
    )
    made.partners.add(office)
    ProgrammeIndicator.objects.create(
        programme=made,
        level="output",
        name="Izin terbit",
        unit="izin",
        baseline=Decimal("0.1"),
        baseline_year=2018,
        target=Decimal("1250.5"),
        target_year=2019,
    )
    ProgrammeBudget.objects.create(
        programme=made, year=2019, origin="apbd", amount=1_250_000_000
    )
    return made


def paragraph(version, words="Naskah.", *, chapter=None, **changes):
    """A paragraph of running text in the chapter given, or in one of its own."""
    made = chapter or version.chapters.filter(code="uji").first()
    made = made or Chapter.objects.create(
        plan_version=version, book="buku-1", code="uji", title="Uji", order=99
    )
    fields = {
        "order": made.paragraphs.count(),
        "content": {"type": "text", "runs": [{"text": words}]},
        "edited_at": version.made_at,
    }
    return Paragraph.objects.create(chapter=made, **fields | changes)


def _analysis(version):
    ContextFigure.objects.create(
        plan_version=version, label="Penduduk", value=645_727, unit="jiwa", year=2018
    )
    ReadinessPoint.objects.create(
        plan_version=version,
        pillar="structure",
        component="Tim TI",
        present="Dua orang",
        wanted="Delapan",
        gap="Enam",
    )
    SwotPoint.objects.create(
        plan_version=version, kind="strength", pillar="structure", text="Pelabuhan"
    )
    Target.objects.create(
        plan_version=version,
        text="Layanan cepat",
        indicator="Indeks",
        unit="poin",
        baseline=70,
        baseline_year=2018,
        goal_value=Decimal("85.25"),
        goal_year=2028,
    )


def _strategy(version, office):
    Strategy.objects.create(
        plan_version=version, part="governance.service", text="Satu pintu"
    )
    ActionPlan.objects.create(
        plan_version=version,
        kind="people",
        part="governance.service",
        title="Pelatihan",
        text="Tiap tahun",
        agency=office,
        first_year=2019,
        last_year=2020,
    )


def _institutions(version, office):
    LegalAct.objects.create(
        plan_version=version,
        kind="decree",
        state="enacted",
        number="188.45/1",
        on=date(2019, 5, 1),
        note="Berlaku",
    )
    body = Body.objects.create(
        plan_version=version,
        kind="team",
        decree="188.45/2",
        decree_on=date(2019, 5, 2),
        term_from=date(2019, 5, 2),
        term_to=date(2024, 5, 1),
    )
    BodyMember.objects.create(
        body=body, name="Siti", office="Kepala", institution="Bappeda", role="Ketua"
    )
    CommitmentSheet.objects.create(
        plan_version=version,
        agency=office,
        office="Wali Kota",
        text="Kami siap.",
        person=person("Wali Kota"),
        signed_at=version.made_at,
        signatory_name="Rizal",
        signatory_office="Wali Kota",
    )
