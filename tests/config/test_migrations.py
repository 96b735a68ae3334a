"""The tests make their tables from the models; an installation makes them by migrations."""

import os
import subprocess
import sys
import urllib.parse
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.db.utils import ConnectionHandler

ROOT = Path(__file__).resolve().parents[2]
NUMBERED = ("fk_", "__")  # SQLite names what has no name as it comes


@pytest.fixture
def fresh(tmp_path, django_db_blocker):
    """The address and settings of an empty database beside the one of the tests."""
    settings = {**connection.settings_dict, "TEST": {}}
    if connection.vendor == "sqlite":
        settings["NAME"] = str(tmp_path / "fresh.sqlite3")
        yield f"sqlite:///{settings['NAME']}", settings
        return
    settings["NAME"] = f"fresh_{os.getpid()}"
    address = urllib.parse.urlsplit(os.environ["DATABASE_URL"])
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:  # noqa: SLF001 -- Django's own door to a database that is not there yet
        cursor.execute(f'CREATE DATABASE "{settings["NAME"]}"')
    yield address._replace(path=f"/{settings['NAME']}").geturl(), settings
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:  # noqa: SLF001
        cursor.execute(f'DROP DATABASE "{settings["NAME"]}"')


def tables_of(one):
    """Our tables → their columns with types, and their constraints and indexes by name."""
    ours = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("menuju.")
    }
    with one.cursor() as cursor:
        return {
            name: (
                sorted(
                    (column.name, str(column.type_code), column.null_ok)
                    for column in one.introspection.get_table_description(cursor, name)
                ),
                sorted(
                    (
                        "" if label.startswith(NUMBERED) else label,
                        sorted(found["columns"] or ()),
                        found["unique"],
                    )
                    for label, found in one.introspection.get_constraints(
                        cursor, name
                    ).items()
                ),
            )
            for name in ours
        }


def test_the_migrations_lead_to_the_tables_of_the_models(fresh, db):  # noqa: ARG001 -- it needs the tables
    address, settings = fresh
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address, "MENUJU_TESTING": "1"},
        check=True,
    )
    other = ConnectionHandler({"default": settings})["default"]
    try:
        made = tables_of(other)
    finally:
        other.close()

    assert made == tables_of(connection)
