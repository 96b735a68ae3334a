"""Where something is mended: the nearest page that this site has."""

from django.urls import NoReverseMatch, reverse

from menuju.plans.models import (
    Chapter,
    CommitmentSheet,
    MasterplanVersion,
    PlannedProgramme,
)

Page = tuple[str, tuple[object, ...]]


def of_programme(programme: PlannedProgramme) -> str:
    version = programme.plan_version_id
    return _first(
        ("plans:programme", (version, programme.pk)),
        ("plans:programmes", (version,)),
        ("plans:content", (version,)),
        ("plans:masterplan", (version,)),
    )


def of_programmes(version: MasterplanVersion) -> str:
    """Where a programme is added."""
    return _first(
        ("plans:programmes", (version.pk,)),
        ("plans:content", (version.pk,)),
        ("plans:masterplan", (version.pk,)),
    )


def of_strategy(version: MasterplanVersion, part: str) -> str:
    """Where the strategy of a part of the framework is written."""
    return _first(
        ("plans:strategy", (version.pk, part)),
        ("plans:content", (version.pk,)),
        ("plans:masterplan", (version.pk,)),
    )


def of_chapter(version: MasterplanVersion, chapter: Chapter | None) -> str:
    """The chapter, or the outline where it is still missing."""
    here: list[Page] = [("plans:chapter", (version.pk, chapter.pk))] if chapter else []
    return _first(
        *here, ("plans:writing", (version.pk,)), ("plans:masterplan", (version.pk,))
    )


def of_institutions(version: MasterplanVersion, part: str = "") -> str:
    found = reverse("plans:bodies", args=[version.pk])
    return f"{found}#{part}" if part else found


def of_sheet(sheet: CommitmentSheet) -> str:
    return reverse("plans:commitment", args=[sheet.plan_version_id, sheet.pk])


def of_plan_followed(version: MasterplanVersion) -> str:
    return reverse("plans:follow", args=[version.pk])


def of_links(programme: PlannedProgramme) -> str:
    """Where a programme is tied to goals."""
    args = (programme.plan_version_id, "program", programme.key)
    return reverse("plans:element-links", args=args)


def _first(*pages: Page) -> str:
    return next(url for url in map(_url, pages) if url)


def _url(page: Page) -> str:
    try:
        return reverse(page[0], args=page[1])
    except NoReverseMatch:
        return ""
