"""What a masterplan version still lacks by the rules of its guide.

A rule is checked element by element; an element that does not meet it is one finding, with
the place where it is mended. What is checked is defined with each check, and for planners in
``docs/plans.md``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from menuju.plans.models import MasterplanVersion
from menuju.plans.models.rules import RuleCode
from menuju.plans.queries.completeness.checks import CHECKS, EXPLAINED
from menuju.plans.queries.completeness.facts import Facts, facts_of


@dataclass(frozen=True, slots=True)
class Finding:
    """An element that does not meet a rule. ``blocks``: publication waits for it.

    ``element`` and ``words`` are for people, ``url`` leads to where it is mended; ``key`` is
    the element's, if it has one.
    """

    rule: str
    blocks: bool
    element: str
    url: str
    words: str
    key: UUID | None = None


@dataclass(frozen=True)
class RuleReport:
    """One rule: how many elements it was asked of, and those that do not meet it."""

    rule: RuleCode
    blocks: bool
    checked: int
    findings: list[Finding]

    @property
    def title(self) -> str:
        return str(self.rule.label)

    @property
    def explanation(self) -> str:
        """What meets the rule, in the reader's language."""
        return str(EXPLAINED[self.rule])

    @property
    def met(self) -> int:
        """Of the elements asked, those that meet the rule."""
        return self.checked - len(self.findings)


@dataclass(frozen=True)
class Report:
    """Every rule of the guide, what blocks first, then what lacks most."""

    rules: list[RuleReport]

    @cached_property
    def findings(self) -> list[Finding]:
        return [one for rule in self.rules for one in rule.findings]

    @cached_property
    def blockers(self) -> list[Finding]:
        return [one for one in self.findings if one.blocks]

    @property
    def advice(self) -> int:
        """Findings that do not stop publication."""
        return len(self.findings) - len(self.blockers)

    @property
    def met(self) -> int:
        """How many rules every element meets."""
        return sum(not rule.findings for rule in self.rules)


def report_of(version: MasterplanVersion) -> Report:
    """All rules of the guide of one version, in eight queries."""
    return reports_of([version])[version.pk]


def reports_of(versions: Sequence[MasterplanVersion]) -> dict[int, Report]:
    """By the key of each version; eight queries, however many.

    Give the versions with their masterplan, framework and guide.
    """
    return {pk: Report([*_rules(facts)]) for pk, facts in facts_of(versions).items()}


def blocking_in(versions: Sequence[MasterplanVersion]) -> dict[int, int]:
    """How much blocks each version, by its key; six queries under the shipped guides."""
    every = facts_of(versions, only_blocking=True)
    return {
        pk: sum(
            len(CHECKS[RuleCode(rule.code)](facts).lacks)
            for rule in facts.guide.rules
            if rule.blocks
        )
        for pk, facts in every.items()
    }


def findings_of(version: MasterplanVersion) -> list[Finding]:
    """Everything that a version lacks, what blocks first."""
    return report_of(version).findings


def blockers_of(version: MasterplanVersion) -> list[Finding]:
    """What publication waits for; empty when nothing stands in its way."""
    return report_of(version).blockers


def _rules(facts: Facts) -> Iterator[RuleReport]:
    found = []
    for rule in facts.guide.rules:
        code = RuleCode(rule.code)
        check = CHECKS[code](facts)
        lacks = [
            Finding(code, rule.blocks, one.element, one.url, one.words, one.key)
            for one in check.lacks
        ]
        found.append(RuleReport(code, rule.blocks, check.checked, lacks))
    yield from sorted(found, key=_first)


def _first(rule: RuleReport) -> tuple[bool, bool, int]:
    lacking = len(rule.findings)
    return not lacking, not rule.blocks, -lacking
