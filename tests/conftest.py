"""Fixtures for every test."""

import pytest
from django.db import connections
from django.utils import translation
from hypothesis import settings

# The same examples every time and no stopwatch: a test must not fail by chance.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def _no_language_left_behind():
    """A page in English leaves its language to the thread; the next test begins anew."""
    yield
    translation.deactivate()


@pytest.fixture
def queue(settings, monkeypatch, db):  # noqa: ARG001 -- it needs the connection
    """The queue of an installation: nothing runs until ``work --once``."""
    # A worker gives its connection back; this one holds the test's transaction.
    kept = connections["default"]
    monkeypatch.setattr(kept, "close_if_unusable_or_obsolete", lambda: None)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
