"""What the browser hears back about plans."""

from django.http import HttpRequest

from menuju.accounts.models import User


class AuthedRequest(HttpRequest):
    """A request of somebody who signed in."""

    user: User
