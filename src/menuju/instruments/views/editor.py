"""The editor of a draft: one node at a time, each save with the edition it was opened at."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from menuju.instruments import access
from menuju.instruments.actions import StaleEdition, edits
from menuju.instruments.forms.nodes import DocumentForm, NewNodeForm, NodeForm
from menuju.instruments.forms.versions import EditionForm
from menuju.instruments.models import Version
from menuju.instruments.models.document import Document, plain
from menuju.instruments.models.tree import Node, Tree
from menuju.instruments.queries import document_of, tree_of
from menuju.instruments.queries.pages import problems_of
from menuju.instruments.views import AuthedRequest


@login_required
@require_http_methods(["GET", "POST"])
def node(request: AuthedRequest, code: str, label: str, node: str) -> HttpResponse:
    """Edit what one node says."""
    version = _draft(request, code, label)
    tree = tree_of(version)
    edited = _node(tree, node)
    form = NodeForm(edited, version.edition, request.POST or None)
    if request.method == "POST" and form.is_valid():
        saved = _saved(
            lambda: edits.edit_node(
                version,
                node,
                form.spec,
                edition=form.cleaned_data["edition"],
                by=request.user,
            ),
            form,
        )
        if isinstance(saved, StaleEdition):
            return _node_conflict(request, saved.held, node, form)
        if saved:
            _tell(request, saved)
            return redirect("instruments:node", code, label, form.spec["code"])
    return _node_page(request, version, tree, form)


def _node_page(
    request: AuthedRequest, version: Version, tree: Tree, form: NodeForm
) -> HttpResponse:
    edited = form.node
    context = {
        "version": version,
        "node": edited,
        "path": tree.path(edited.code)[:-1],
        "form": form,
        "problems": [p for p in problems_of(version) if p.node == edited.code],
        "is_root": edited.depth == 0,
        "targets": _targets(tree, edited),
    }
    status = 422 if form.errors else 200
    return render(request, "instruments/node.html", context, status=status)


def _node_conflict(
    request: AuthedRequest, held: Version, code: str, form: NodeForm
) -> HttpResponse:
    """Show what somebody else saved beside what was typed; nothing is lost."""
    tree = tree_of(held)
    theirs = NodeForm(tree.node(code), held.edition) if code in tree else None
    data = {name: form.data.get(name) for name in form.data}
    data["edition"] = str(held.edition)
    mine = NodeForm(form.node, held.edition, data)
    pairs = [
        (field, theirs[field.name].value() or "")
        for field in mine
        if theirs and field.name in theirs.fields and field.name != "edition"
    ]
    context = {
        "version": held,
        "node": form.node,
        "form": mine,
        "is_gone": theirs is None,
        "pairs": [(f, old) for f, old in pairs if str(f.value() or "") != str(old)],
    }
    return render(request, "instruments/conflict.html", context, status=409)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: AuthedRequest, code: str, label: str, node: str) -> HttpResponse:
    """Add a node below a group."""
    version = _draft(request, code, label)
    parent = _node(tree_of(version), node)
    if parent.is_leaf:
        raise Http404
    form = NewNodeForm(request.POST or None, initial={"edition": version.edition})
    if request.method == "POST" and form.is_valid():
        spec, edition = form.spec(), form.cleaned_data["edition"]
        saved = _saved(
            lambda: edits.add_node(
                version, node, spec, edition=edition, by=request.user
            ),
            form,
        )
        if isinstance(saved, StaleEdition):
            return _again(request, "instruments/add.html", saved.held, form, parent)
        if saved:
            _tell(request, saved)
            return redirect("instruments:node", code, label, spec["code"])
    context = {"version": version, "parent": parent, "form": form}
    status = 422 if form.errors else 200
    return render(request, "instruments/add.html", context, status=status)


@login_required
@require_POST
def remove(request: AuthedRequest, code: str, label: str, node: str) -> HttpResponse:
    """Take a node and what is below it out of the draft."""
    version = _draft(request, code, label)
    return _change(
        request,
        version,
        lambda edition, _to: edits.remove_node(
            version, node, edition=edition, by=request.user
        ),
    )


@login_required
@require_POST
def move(request: AuthedRequest, code: str, label: str, node: str) -> HttpResponse:
    """Move a node up, down, or under another group."""
    version = _draft(request, code, label)
    return _change(
        request,
        version,
        lambda edition, to: edits.move_node(
            version, node, to, edition=edition, by=request.user
        ),
    )


@login_required
@require_http_methods(["GET", "POST"])
def document(request: AuthedRequest, code: str, label: str) -> HttpResponse:
    """Edit title, source and scale of the whole draft."""
    version = _draft(request, code, label)
    initial = _initial(document_of(version)) | {"edition": version.edition}
    form = DocumentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        edition = form.cleaned_data["edition"]
        saved = _saved(
            lambda: edits.edit_document(
                version, form.changes(), edition=edition, by=request.user
            ),
            form,
        )
        if isinstance(saved, StaleEdition):
            form.stored = _initial(document_of(saved.held))
            return _again(request, "instruments/document.html", saved.held, form)
        if saved:
            messages.success(request, gettext("Draf tersimpan."))
            return redirect("instruments:detail", code, label)
    context = {"version": version, "form": form}
    status = 422 if form.errors else 200
    return render(request, "instruments/document.html", context, status=status)


def _change(
    request: AuthedRequest,
    version: Version,
    act: Callable[[int, str], Version],
) -> HttpResponse:
    form = EditionForm(request.POST)
    place = (version.instrument.code, version.label)
    if not form.is_valid():
        raise Http404
    try:
        saved = act(form.cleaned_data["edition"], form.cleaned_data["to"])
    except StaleEdition as stale:
        return _conflict(request, stale.held)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return redirect("instruments:detail", *place)
    _tell(request, saved)
    return redirect("instruments:detail", *place)


def _saved(act: Callable[[], Version], form: Form) -> Version | StaleEdition | None:
    """Try to save: the draft, the conflict, or None with the refusal on the form."""
    try:
        return act()
    except StaleEdition as stale:
        return stale
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


def _again(
    request: AuthedRequest,
    template: str,
    held: Version,
    form: Form,
    parent: Node | None = None,
) -> HttpResponse:
    """The same page with what was typed, ready to be saved on top of what is kept."""
    form.data = {name: form.data.get(name) for name in form.data}
    form.data["edition"] = str(held.edition)
    context = {"version": held, "form": form, "parent": parent, "is_stale": True}
    return render(request, template, context, status=409)


def _conflict(request: AuthedRequest, held: Version) -> HttpResponse:
    return render(request, "instruments/conflict.html", {"version": held}, status=409)


def _tell(request: AuthedRequest, saved: Version) -> None:
    found = len(problems_of(saved))
    if found:
        words = gettext("Draf tersimpan. %s hal perlu diperbaiki sebelum diajukan.")
        messages.warning(request, words % found)
    else:
        messages.success(request, gettext("Draf tersimpan."))


def _draft(request: AuthedRequest, code: str, label: str) -> Version:
    return access.open_version(request.user, code, label, rule=access.may_edit)


def _node(tree: Tree, code: str) -> Node:
    if code not in tree:
        raise Http404
    return tree.node(code)


def _targets(tree: Tree, node: Node) -> list[Node]:
    """The groups that a node can be moved under."""
    return [
        other
        for other in tree.nodes
        if not other.is_leaf
        and node not in tree.path(other.code)
        and other is not tree.parent(node.code)
    ]


def _initial(document: Document) -> dict[str, object]:
    scale = document.scale
    return {
        "title_id": document.title.id,
        "title_en": document.title.en,
        "source": document.source,
        "scale_min": plain(scale.min),
        "scale_max": plain(scale.max),
        "scale_step": plain(scale.step),
    }
