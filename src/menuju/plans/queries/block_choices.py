"""Which data of a plan a chapter can show."""

from menuju.plans.models import Chapter, ProgrammeIndicator
from menuju.plans.queries.blocks import CODES, title_of

KEYED = ("programme", "indicator")
LONGEST = 90


def choices_of(chapter: Chapter) -> list[tuple[str, object]]:
    """Codes with their titles; then each programme and each indicator by its name."""
    version = chapter.plan_version
    whole = [(code, title_of(code)) for code in CODES if code not in KEYED]
    programmes = [
        (f"programme:{one.key}", f"{one.code} {one.title}"[:LONGEST])
        for one in version.programmes.all()
    ]
    rows = ProgrammeIndicator.objects.filter(programme__plan_version=version)
    indicators = [
        (f"indicator:{one.key}", f"{one.programme.code} {one.name}"[:LONGEST])
        for one in rows.select_related("programme")
    ]
    groups: list[tuple[str, object]] = [*whole]
    groups += [(title_of("programme"), programmes)] if programmes else []
    groups += [(title_of("indicator"), indicators)] if indicators else []
    return groups
