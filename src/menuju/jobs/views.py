"""How far my work is."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from menuju.jobs import access

if TYPE_CHECKING:
    from menuju.accounts.models import User

REFRESH_SECONDS = 3
PER_PAGE = 20


class SignedInRequest(HttpRequest):
    user: "User"


@login_required
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    """One job. The page asks for itself again until it is over, unless told not to."""
    job = access.open_job(request.user.pk, pk)
    is_still = "diam" in request.GET
    answer = render(request, "jobs/job.html", {"job": job, "is_still": is_still})
    if job.is_open and not is_still:
        answer["Refresh"] = str(REFRESH_SECONDS)
    return answer


@login_required
def index(request: SignedInRequest) -> HttpResponse:
    jobs = Paginator(access.jobs_of(request.user.pk), PER_PAGE)
    page = jobs.get_page(request.GET.get("halaman"))
    return render(request, "jobs/list.html", {"page": page})
