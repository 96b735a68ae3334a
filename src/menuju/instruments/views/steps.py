"""The steps of a version: copied, proposed, taken back, published."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from menuju.instruments import access, actions
from menuju.instruments.actions import StaleEdition
from menuju.instruments.forms.versions import CopyForm, EditionForm
from menuju.instruments.models import Version
from menuju.instruments.queries import tree_of
from menuju.instruments.queries.pages import problems_of
from menuju.instruments.views import AuthedRequest
from menuju.instruments.views.versions import page


@login_required
@require_POST
def copy(request: AuthedRequest, code: str, label: str) -> HttpResponse:
    """Start a draft from this version."""
    rule = access.may_copy
    version = access.open_version(request.user, code, label, rule=rule)
    form = CopyForm(request.POST)
    if form.is_valid():
        try:
            made = actions.copy_version(version, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("label", refusal)
        else:
            messages.success(request, gettext("Draf %s sudah dibuat.") % made)
            return redirect("instruments:detail", code, made.label)
    context = page(request, version) | {"copy": form}
    return render(request, "instruments/detail.html", context, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: AuthedRequest, code: str, label: str) -> HttpResponse:
    """Show what is checked; hand the draft to a second person."""
    rule = access.may_edit
    version = access.open_version(request.user, code, label, rule=rule)
    if request.method == "POST":
        try:
            actions.propose(version, by=request.user)
        except ValidationError:
            return _step(request, version, "propose", status=422)
        messages.success(request, gettext("%s sudah diajukan.") % version)
        return redirect("instruments:detail", code, label)
    return _step(request, version, "propose")


@login_required
@require_http_methods(["GET", "POST"])
def publish(request: AuthedRequest, code: str, label: str) -> HttpResponse:
    """Show what is published; publish what another person proposed."""
    rule = access.may_publish
    version = access.open_version(request.user, code, label, rule=rule)
    if request.method == "POST":
        try:
            actions.publish(version, edition=_edition(request), by=request.user)
        except ValidationError:
            return _step(request, version, "publish", status=422)
        except StaleEdition as stale:
            context = {"version": stale.held}
            return render(request, "instruments/conflict.html", context, status=409)
        messages.success(request, gettext("%s sudah terbit.") % version)
        return redirect("instruments:detail", code, label)
    return _step(request, version, "publish")


@login_required
@require_POST
def take_back(request: AuthedRequest, code: str, label: str) -> HttpResponse:
    """Make a proposal a draft again."""
    rule = access.may_take_back
    version = access.open_version(request.user, code, label, rule=rule)
    actions.take_back(version, by=request.user)
    messages.success(request, gettext("%s kembali menjadi draf.") % version)
    return redirect("instruments:detail", code, label)


def _edition(request: AuthedRequest) -> int:
    """The edition that the person read before they pressed the button."""
    form = EditionForm(request.POST)
    if not form.is_valid():
        raise Http404
    edition: int = form.cleaned_data["edition"]
    return edition


def _step(
    request: AuthedRequest, version: Version, step: str, status: int = 200
) -> HttpResponse:
    tree = tree_of(version)
    context = {
        "version": version,
        "tree": tree,
        "step": step,
        "problems": problems_of(version),
        "proposed": sum(node.is_proposed for node in tree.nodes),
    }
    return render(request, "instruments/step.html", context, status=status)
