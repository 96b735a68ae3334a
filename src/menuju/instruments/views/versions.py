"""Read instruments: the list, a version, its files, and what a region would see."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from menuju.instruments import access
from menuju.instruments.forms.versions import CompareForm, CopyForm, RegionForm
from menuju.instruments.models import Version
from menuju.instruments.queries import document_of, tree_of
from menuju.instruments.queries.export import workbook_of, yaml_of
from menuju.instruments.queries.pages import asked_of, lines, others, problems_of
from menuju.instruments.views import AuthedRequest
from menuju.regions.models import Region
from menuju.regions.queries import facts_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_GET
def index(request: AuthedRequest) -> HttpResponse:
    """Every version a person may read, grouped by instrument."""
    versions = access.visible_to(request.user).order_by("instrument__code", "-label")
    context = {
        "versions": versions.defer("document"),
        "may_author": access.may_author(request.user),
    }
    return render(request, "instruments/list.html", context)


@login_required
@require_GET
def detail(request: AuthedRequest, code: str, label: str) -> HttpResponse:
    """A version: its tree with weights, sources, marks and rubric."""
    version = access.open_version(request.user, code, label)
    return render(request, "instruments/detail.html", page(request, version))


def page(request: AuthedRequest, version: Version) -> dict[str, object]:
    """What the page of a version shows, and what this person may do on it."""
    tree = tree_of(version)
    found = [] if version.is_published else problems_of(version)
    user = request.user
    return {
        "version": version,
        "tree": tree,
        "lines": lines(tree, found),
        "problems": found,
        "proposed": sum(node.is_proposed for node in tree.nodes),
        "copy": CopyForm(),
        "compare": CompareForm(others(version, access.visible_to(user))),
        "may_copy": access.may_copy(user, version),
        "may_edit": access.may_edit(user, version),
        "may_publish": access.may_publish(user, version),
        "may_take_back": access.may_take_back(user, version),
    }


@login_required
@require_GET
def download(request: AuthedRequest, code: str, label: str, form: str) -> HttpResponse:
    """The version as a file to edit or to keep."""
    document = document_of(access.open_version(request.user, code, label))
    if form == "xlsx":
        response = HttpResponse(workbook_of(document), content_type=XLSX)
    elif form == "yaml":
        response = HttpResponse(
            yaml_of(document), content_type="application/yaml; charset=utf-8"
        )
    else:
        raise Http404
    name = f"{code}-{label}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@require_GET
def preview(request: AuthedRequest, code: str, label: str) -> HttpResponse:
    """What a region would be asked, and why it is not asked the rest."""
    version = access.open_version(request.user, code, label)
    regions = Region.objects.order_by("name")
    form = RegionForm(regions, request.GET if "daerah" in request.GET else None)
    context = {"version": version, "form": form, "region": None}
    if form.is_valid():
        region = form.cleaned_data["daerah"]
        facts = facts_of(region)
        asked = asked_of(tree_of(version), facts)
        context |= {"region": region, "facts": facts, "asked": asked}
        context["left_out"] = sum(not line.is_asked for line in asked)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "instruments/preview.html", context, status=status)


@login_required
@require_GET
def choose_comparison(request: AuthedRequest, code: str, label: str) -> HttpResponse:
    """From the chooser on a version's page to the comparison's own address."""
    version = access.open_version(request.user, code, label)
    form = CompareForm(others(version, access.visible_to(request.user)), request.GET)
    if not form.is_valid():
        raise Http404
    older = form.cleaned_data["dengan"]
    return redirect("instruments:compare", code, older.label, label)
