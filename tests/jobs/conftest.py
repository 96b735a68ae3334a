import pytest
from django.db import connections

from tests.jobs import works


@pytest.fixture(autouse=True)
def nothing_done():
    works.DONE.clear()
    works.TROUBLE.clear()


@pytest.fixture
def queue(settings, monkeypatch, db):  # noqa: ARG001 -- it needs the connection
    """The queue of an installation: nothing runs until ``work --once``."""
    # A worker gives its connection back; this one holds the test's transaction.
    kept = connections["default"]
    monkeypatch.setattr(kept, "close_if_unusable_or_obsolete", lambda: None)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
