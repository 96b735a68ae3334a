"""Sealed lists open by the clock: whoever asks for any page first after the time opens them."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from menuju.results.actions import open_due
from menuju.results.queries.sealing import next_opening

LOOK_AGAIN = timedelta(seconds=20)
"""How long this process trusts what it read; a list is sealed for longer than that."""


class OpenOnTime:
    """Before a page is made, open what is due. One small query per process and 20 seconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.looked_at: datetime | None = None
        self.opens_at: datetime | None = None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        if self.looked_at is None or now - self.looked_at >= LOOK_AGAIN:
            self.looked_at, self.opens_at = now, next_opening()
        if self.opens_at is not None and self.opens_at <= now:
            open_due()
            self.looked_at, self.opens_at = now, next_opening()
        return self.get_response(request)
