"""Choose the database before pytest-django reads the settings (a conftest is too late).

``MENUJU_DB=postgres`` starts a throw-away PostgreSQL; anything else means SQLite.
"""

import os
import shutil
import tempfile
import urllib.parse

from tests.postgres import Server

os.environ["MENUJU_TESTING"] = "1"
os.environ["MENUJU_VAR"] = tempfile.mkdtemp(prefix="menuju-test-")
# Playwright's synchronous API keeps an event loop in the test's thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
_server: Server | None = None
if os.environ.get("MENUJU_DB") == "postgres" and "DATABASE_URL" not in os.environ:
    _server = Server()
    _server.start()
    folder = urllib.parse.quote(str(_server.folder), safe="")
    os.environ["DATABASE_URL"] = f"postgres://postgres@{folder}/postgres"


def pytest_report_header() -> str:
    return f"database: {os.environ.get('DATABASE_URL', 'sqlite')}"


def pytest_unconfigure(config) -> None:
    global _server  # noqa: PLW0603
    if _server and not hasattr(config, "workerinput"):
        _server.stop()
        _server = None
    shutil.rmtree(os.environ["MENUJU_VAR"], ignore_errors=True)
