"""The style sheet keeps its promises: contrast, weight, and no class without a rule."""

import gzip
import re
from pathlib import Path

import pytest

from menuju.web.templatetags import web

SLICES = Path(__file__).parents[2] / "src" / "menuju"
STATIC = SLICES / "web" / "static" / "web"
CSS = (STATIC / "menuju.css").read_text()
EVERY = "".join(path.read_text() for path in sorted(STATIC.glob("*.css")))
"""With what only some pages load."""
TOKENS = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{3,6});", CSS))
HOOKS = {"errorlist", "nonfield", "vDateField"}
KILO = 1024


def luminance(colour):
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    light = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "paper"),
        ("ink", "white"),
        ("ink-2", "paper"),
        ("ink-3", "paper"),
        ("ink-3", "white"),
        ("sea-700", "white"),
        ("sea-700", "paper"),
        ("sea-700", "sea-50"),
        ("sea-700", "sea-100"),
        ("sea-800", "sea-100"),
        ("white", "sea-700"),
        ("white", "sea-900"),
        ("sea-100", "sea-900"),
        ("sea-200", "sea-900"),
        ("turmeric-700", "turmeric-100"),
        ("turmeric-700", "white"),
        ("brick-700", "brick-100"),
        ("brick-700", "white"),
        ("brick-700", "paper"),
        ("indigo-700", "indigo-100"),
        ("ink", "turmeric-100"),
        ("ink", "brick-100"),
    ],
)
def test_text_stands_out_from_its_ground(text, ground):
    assert contrast(TOKENS[f"--{text}"], TOKENS[f"--{ground}"]) >= 4.5


@pytest.mark.parametrize("mark", ["line-strong", "sea-600", "brick-600", "ink"])
def test_marks_and_borders_can_be_seen(mark):
    assert contrast(TOKENS[f"--{mark}"], TOKENS["--white"]) >= 3


def test_the_style_sheet_is_light():
    assert len(gzip.compress(CSS.encode(), 9)) <= 15 * KILO


def test_the_script_is_light():
    script = (STATIC / "menuju.js").read_bytes()

    assert len(gzip.compress(script, 9)) <= 6 * KILO


def test_the_fonts_are_light_and_carry_their_licences():
    fonts = list((STATIC / "fonts").glob("*.woff2"))

    assert sum(font.stat().st_size for font in fonts) <= 32 * KILO
    assert len(list((STATIC / "fonts").glob("OFL-*.txt"))) == len(fonts) == 2


def test_the_frame_of_a_page_leaves_half_of_its_weight_to_the_page():
    text = [STATIC / "menuju.css", STATIC / "menuju.js", STATIC / "icon.svg"]
    packed = sum(len(gzip.compress(path.read_bytes(), 9)) for path in text)
    fonts = sum(font.stat().st_size for font in (STATIC / "fonts").glob("*.woff2"))

    assert packed + fonts <= 50 * KILO


def test_every_tag_and_filter_is_in_the_guide():
    guide = (SLICES.parents[1] / "docs" / "components.md").read_text()
    named = set(re.findall(r"{%-? *(\w+)", guide)) | set(
        re.findall(r"\\\|(\w+)", guide)
    )

    assert set(web.register.tags) | set(web.register.filters) <= named


def test_nothing_is_fetched_from_elsewhere():
    assert not re.findall(r"url\([\"']?(?:https?:)?//", CSS)


def classes_of(template):
    """Class names written out in a template; those made by a tag are left out."""
    made = r"[\w-]*\{\{.*?\}\}[\w-]*|\{[%#].*?[%#]\}"
    text = re.sub(made, " ", template.read_text())
    for value in re.findall(r'class="([^"]*)"', text):
        yield from value.split()


@pytest.mark.parametrize(
    "template",
    sorted(SLICES.rglob("templates/**/*.html")),
    ids=lambda path: str(path.relative_to(SLICES)),
)
def test_no_class_is_without_a_rule(template):
    known = set(re.findall(r"\.(-?[a-zA-Z][\w-]*)", EVERY))

    assert set(classes_of(template)) - known - HOOKS == set()
