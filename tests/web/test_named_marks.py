"""A simulated record is called so once: by its name or by the hidden word."""

from types import SimpleNamespace

import pytest

from tests import make

MARK = "{{ one.title }} {% simulated one %}"


@pytest.mark.parametrize("title", ["Latihan 2026 (simulasi)", "Latihan 2026"])
def test_a_reader_hears_once_that_a_record_is_simulated(title):
    one = SimpleNamespace(title=title, is_simulated=True)
    said = make.html(MARK, one=one)
    assert said.count("simulasi)") == 1
    assert 'class="simulated"' in said
