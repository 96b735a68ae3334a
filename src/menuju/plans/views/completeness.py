"""What a masterplan version still lacks by the rules of its guide."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from menuju.plans.access import masterplans
from menuju.plans.queries.completeness import report_of
from menuju.plans.views import AuthedRequest
from menuju.plans.views.masterplans import page_of

FIRST = 8
"""How many findings of a rule are shown among all rules."""
PAGE = 50


@login_required
def index(request: AuthedRequest, pk: int) -> HttpResponse:
    """Every rule with what lacks; ``aturan`` chooses one, ``jenis`` narrows the rules."""
    version = masterplans.open_version(request.user, pk)
    report = report_of(version)
    chosen = request.GET.get("aturan", "")
    rule = next((one for one in report.rules if one.rule == chosen), None)
    kind = request.GET.get("jenis", "")
    shown = {
        "menahan": [one for one in report.rules if one.blocks and one.findings],
        "saran": [one for one in report.rules if not one.blocks and one.findings],
        "terpenuhi": [one for one in report.rules if not one.findings],
    }
    rules = [rule] if rule else shown.get(kind, report.rules)
    page = Paginator(rule.findings, PAGE) if rule else None
    context = page_of(request, version) | {
        "report": report,
        "kind": kind if kind in shown else "",
        "rule": rule,
        "rules": [(one, one.findings[:FIRST]) for one in rules],
        "page": page.get_page(request.GET.get("halaman")) if page else None,
    }
    return render(request, "plans/completeness/index.html", context)
