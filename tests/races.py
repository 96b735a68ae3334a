"""Several acts at one moment, each with a connection of its own.

Rows are locked one by one only on PostgreSQL; SQLite lets one writer in at a time.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

on_postgres = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="one writer at a time, by itself"
    ),
]


def at_once(*acts):
    """Do these in threads that start together; what each returned, or its refusal."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        except Exception as refusal:  # noqa: BLE001 -- the test looks at what it was
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refusals(outcome):
    return [each for each in outcome if isinstance(each, Exception)]
