"""A masterplan version that meets every rule of its guide, and the parts it is made of."""

from datetime import date

from django.utils import timezone

from menuju.plans.models import Body, CommitmentSheet, Paragraph, Strategy
from menuju.plans.queries.documents import framework_of, guide_of
from tests.make.accounts import person
from tests.make.plans import goal_link, masterplan_version, programme, rpjmd
from tests.make.regions import agency


def sound_programme(version, **changes):
    """A programme that meets every rule as far as its own fields go."""
    fields = {
        "starts_on": date(2019, 1, 1),
        "ends_on": date(2019, 12, 31),
        "agency": agency(version.masterplan.region),
        "service": "Izin usaha",
        "service_before": "14 hari",
        "service_after": "3 hari",
    }
    return programme(version, **fields | changes)


def indicator(of, **changes):
    """An indicator of a programme with baseline and target."""
    fields = {"baseline": 1, "baseline_year": 2018, "target": 2, "target_year": 2019}
    return of.indicators.create(
        level="output", name="Izin", unit="hari", **fields | changes
    )


def funded(version, *years, **changes):
    """A sound programme with money in these years."""
    made = sound_programme(version, **changes)
    for year in years:
        made.budgets.create(year=year, origin="apbd", amount=10)
    return made


def body(version, kind="council", **changes):
    """A body with its decree."""
    fields = {"decree": "188.45/1", "decree_on": date(2019, 3, 1)}
    return Body.objects.create(plan_version=version, kind=kind, **fields | changes)


def sheet(version, *, signed=False, **changes):
    """The head's commitment sheet; ``agency`` makes it that of the head of an agency."""
    fields = {"office": "Wali Kota", "text": "Kami siap."}
    if signed:
        fields |= {"person": person(), "signed_at": timezone.now()}
    return CommitmentSheet.objects.create(plan_version=version, **fields | changes)


def complete_version(**changes):
    """A version that lacks nothing: reviewed, it can be approved."""
    version = masterplan_version(plan=rpjmd(), **changes)
    made = funded(version, 2019)
    indicator(made)
    goal_link(made, version.development_plan.goals.first())
    for leaf in framework_of(version.masterplan).leaves():
        Strategy.objects.create(plan_version=version, part=leaf.code, text="Mulai.")
    for kind in Body.Kind:
        body(version, kind)
    sheet(version, signed=True)
    sheet(version, signed=True, office="Kepala Diskominfo", agency=made.agency)
    _write_chapters(version)
    return version


def _write_chapters(version):
    version.chapters.all().delete()
    for book in guide_of(version.masterplan).books:
        for order, one in enumerate(book.chapters, 1):
            chapter = version.chapters.create(
                book=book.code, code=one.code, title=str(one.title), order=order
            )
            runs = [{"text": "kata " * one.words}]
            Paragraph.objects.create(
                chapter=chapter,
                order=1,
                content={"type": "text", "runs": runs},
                edited_at=timezone.now(),
            )
