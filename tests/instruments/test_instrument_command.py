import json

import pytest
from django.core.management import CommandError, call_command

from menuju.instruments.actions.shipped import FOLDER
from menuju.instruments.models import Version
from menuju.instruments.queries.export import yaml_of
from tests.make import instruments as make

pytestmark = pytest.mark.django_db
READINESS = str(FOLDER / "readiness.yaml")


def kept(tmp_path, document, name="uji.yaml"):
    path = tmp_path / name
    path.write_text(yaml_of(document), encoding="utf-8")
    return str(path)


def test_the_shipped_files_pass_the_check(capsys):
    call_command("instrument", "check", READINESS)

    assert READINESS in capsys.readouterr().out


def test_a_bad_file_is_named_by_line(tmp_path, capsys):
    path = kept(tmp_path, make.document([make.item("a", "99")]))

    with pytest.raises(CommandError, match="1 of 1 files"):
        call_command("instrument", "check", path)

    assert f"{path}:" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="no such file"):
        call_command("instrument", "check", str(tmp_path / "x.yaml"))


def test_two_files_are_compared(tmp_path, capsys):
    older = kept(tmp_path, make.document())
    newer = kept(tmp_path, make.document([make.item("a", "100")]), "baru.yaml")

    call_command("instrument", "diff", older, newer)

    out = capsys.readouterr().out
    assert "new       a: not comparable" in out
    assert "dropped   sdm-1" in out


def test_a_file_goes_through_a_workbook_into_a_draft(tmp_path, capsys):
    book = str(tmp_path / "uji.xlsx")
    call_command("instrument", "export", READINESS, book)
    call_command("instrument", "import", book, "--dry-run")
    assert Version.objects.count() == 0

    call_command("instrument", "import", book)

    out = str(tmp_path / "kembali.yaml")
    call_command("instrument", "export", "readiness:2017.1", out)
    hashes = {line.split()[-1] for line in capsys.readouterr().out.splitlines()}
    assert len({h for h in hashes if len(h) == 64}) == 1
    with pytest.raises(CommandError, match="sudah ada"):
        call_command("instrument", "import", book)


def test_the_schema_is_json(capsys):
    call_command("instrument", "schema")

    assert json.loads(capsys.readouterr().out)["title"] == "Menuju instrument"


def test_an_unknown_version_is_said_with_those_that_there_are(tmp_path):
    book = str(tmp_path / "readiness.xlsx")
    call_command("instrument", "import", READINESS)

    with pytest.raises(CommandError, match=r"no such version.*readiness:2017\.1"):
        call_command("instrument", "export", "readiness:9", book)


def test_a_file_that_is_no_text_is_named_and_does_not_crash(tmp_path, capsys):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xfd\xfe\xff")

    with pytest.raises(CommandError, match="1 of 1 files"):
        call_command("instrument", "check", str(path))

    assert "not a text in UTF-8" in capsys.readouterr().err
