"""Check the self-assessment, sign and send it, and show the receipt."""

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from menuju.accounts.access import can_keep_offices
from menuju.rounds.access import participation as access
from menuju.rounds.actions.submission import submit
from menuju.rounds.forms.submission import SubmissionForm
from menuju.rounds.models import Participation
from menuju.rounds.queries.answers import sheet_of, tree_for
from menuju.rounds.queries.submission import signatories_of
from menuju.rounds.views import AuthedRequest
from menuju.rounds.views.participation import frame


@login_required
@require_http_methods(["GET", "POST"])
def check(request: AuthedRequest, code: str, region: str) -> HttpResponse:
    """What is missing, and the signature. Sending is decided by the act itself."""
    rule = access.may_submit if request.method == "POST" else None
    part = access.open_participation(request.user, code, region, rule=rule)
    data = request.POST if request.method == "POST" else None
    form = SubmissionForm(signatories_of(part), uuid4().hex, data)
    if data is None:
        return _page(request, part, form)
    if form.is_valid():
        try:
            submit(part, form.signature(), by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("rounds:receipt", code, region)
    return _page(request, part, form)


@login_required
def receipt(request: AuthedRequest, code: str, region: str) -> HttpResponse:
    """Proof of what was sent: who signed, when, and the hash of each file."""
    part = _open_submitted(request, code, region)
    tree = tree_for(part)
    items = [
        (one, tree.node(one["item"]).title if one["item"] in tree else one["item"])
        for one in part.submission.receipt.get("items", [])
    ]
    context = frame(request, part) | {"submission": part.submission, "items": items}
    return render(request, "rounds/region/receipt.html", context)


@login_required
def receipt_json(request: AuthedRequest, code: str, region: str) -> JsonResponse:
    """The receipt for machines; its digest is the SHA-256 of the canonical receipt."""
    sent = _open_submitted(request, code, region).submission
    content = {"receipt": sent.receipt, "digest": sent.digest, "leaf": sent.leaf}
    response = JsonResponse(
        content, json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    name = f"tanda-terima-{code}-{region}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _open_submitted(request: AuthedRequest, code: str, region: str) -> Participation:
    part = access.open_participation(request.user, code, region)
    if not access.is_submitted(part) or access.items_shown_to(request.user, part):
        raise Http404
    return part


def _page(
    request: AuthedRequest, part: Participation, form: SubmissionForm
) -> HttpResponse:
    shown = access.items_shown_to(request.user, part)
    context = frame(request, part) | {
        "form": form,
        "sheet": sheet_of(part, shown),
        "may_submit": access.may_submit(request.user, part),
        "may_keep_offices": can_keep_offices(request.user, part.region),
        "attempts": list(part.attempts.select_related("by__person")[:5]),
    }
    status = 422 if form.is_bound else 200
    return render(request, "rounds/region/check.html", context, status=status)
