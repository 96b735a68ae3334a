"""What the browser hears back about results."""

from django.http import HttpRequest

from menuju.accounts.models import User


class AuthedRequest(HttpRequest):
    user: User
