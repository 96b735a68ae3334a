"""Deadlines that were moved: public from the moment on which it was decided."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from menuju.portal import access
from menuju.portal.access import only_read

PAGE = 50


@only_read
def extensions(request: HttpRequest) -> HttpResponse:
    """Every extension of every round with its reason, the latest first."""
    page = Paginator(access.public_extensions(), PAGE)
    context = {"page": page.get_page(request.GET.get("halaman"))}
    return render(request, "portal/extensions.html", context)
