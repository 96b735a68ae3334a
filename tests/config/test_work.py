"""Workers as processes of their own, on a real file or server."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.db import connection

from tests import make
from tests.make.messages import told

pytestmark = pytest.mark.django_db(transaction=True)
MAILS = 40
SETTINGS = {
    "MENUJU_TESTING": "0",
    "MENUJU_DEMO": "1",
    "EMAIL_URL": "console://",
    "PYTHONPATH": "src",
    "DJANGO_SETTINGS_MODULE": "menuju.config.settings",
}


@pytest.fixture
def address(tmp_path):
    """Where other processes find what this test has stored: call it after storing."""

    def of() -> str:
        if connection.vendor == "sqlite":  # the tests' own lies in memory
            file = tmp_path / "copy.sqlite3"
            with closing(sqlite3.connect(file)) as copy:
                connection.connection.backup(copy)
            return f"sqlite:///{file}"
        url, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
        return f"{url}/{connection.settings_dict['NAME']}"

    return of


def worker(name, address, tmp_path):
    return subprocess.Popen(
        [sys.executable, "-m", "django", name],
        env={
            **os.environ,
            **SETTINGS,
            "DATABASE_URL": address,
            "MENUJU_VAR": str(tmp_path),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_workers_send_each_mail_once(address, tmp_path):
    told(*(make.user(name=f"Orang {n}") for n in range(MAILS)))
    where = address()

    workers = [worker("deliver", where, tmp_path) for _ in range(2)]
    said = [each.communicate(timeout=60) for each in workers]

    assert [errors for _printed, errors in said] == ["", ""]
    printed = "".join(printed for printed, _errors in said)
    sent = re.findall(r"^Message-ID: (.+)$", printed, re.MULTILINE)
    assert len(sent) == len(set(sent)) == MAILS
