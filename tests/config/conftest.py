"""A small demo world for the tests that look at one, built once and copied after that."""

import sqlite3

import pytest
from django.core.management import call_command
from django.db import connection

from menuju.config.demo import telling

KEPT: dict[str, object] = {}


@pytest.fixture(scope="module")
def demo_world(django_db_setup, django_db_blocker):  # noqa: ARG001 - the database comes first
    """The world for all tests of a file, gone afterwards; gives what was said."""
    with django_db_blocker.unblock():
        said = _copied() if KEPT else _built()
    yield said
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


def _built():
    said: list[str] = []
    telling.build(said.append, "test")
    if connection.vendor == "sqlite":
        KEPT["copy"] = sqlite3.connect(":memory:", check_same_thread=False)
        KEPT["said"] = said
        connection.connection.backup(KEPT["copy"])
    return said


def _copied():
    KEPT["copy"].backup(connection.connection)
    return KEPT["said"]
