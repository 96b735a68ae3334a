import os

from django.db import connection


def test_the_run_uses_the_database_it_says_it_uses():
    wanted = "postgresql" if os.environ.get("MENUJU_DB") == "postgres" else "sqlite"

    assert connection.vendor == wanted
