"""Two versions side by side, and the crosswalk that a person confirms."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from menuju.instruments import access, actions
from menuju.instruments.forms.crosswalks import judgement_forms
from menuju.instruments.queries import document_of, tree_of
from menuju.instruments.queries.difference import difference
from menuju.instruments.queries.pages import crosswalk_of, entries_of
from menuju.instruments.views import AuthedRequest


@login_required
@require_GET
def compare(request: AuthedRequest, code: str, older: str, label: str) -> HttpResponse:
    """What became of every node, from the texts or as a person confirmed it."""
    before = access.open_version(request.user, code, older)
    after = access.open_version(request.user, code, label)
    context = {
        "older": before,
        "newer": after,
        "changes": difference(document_of(before), document_of(after)),
        "crosswalk": crosswalk_of(before, after),
        "may_author": access.may_author(request.user),
    }
    return render(request, "instruments/compare.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def crosswalk(
    request: AuthedRequest, code: str, older: str, label: str
) -> HttpResponse:
    """Say of each matched leaf what became of it and whether it can be compared."""
    if not access.may_author(request.user):
        raise PermissionDenied
    before = access.open_version(request.user, code, older)
    after = access.open_version(request.user, code, label)
    forms = judgement_forms(entries_of(before, after), request.POST or None)
    if request.method == "POST" and all(form.is_valid() for form in forms.values()):
        said = {leaf: form.judgement() for leaf, form in forms.items()}
        held = actions.draw_crosswalk(before, after, by=request.user)
        actions.confirm_crosswalk(held, said, by=request.user)
        messages.success(request, gettext("Padanan versi sudah disahkan."))
        return redirect("instruments:compare", code, older, label)
    tree = tree_of(after)
    context = {
        "older": before,
        "newer": after,
        "rows": [(tree.node(leaf), form) for leaf, form in forms.items()],
        "forms": list(forms.values()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "instruments/crosswalk.html", context, status=status)
