"""Start the product as a newcomer does, and drive it with a real Chromium.

The site is built and served by the command line itself, on SQLite, with the whole demo
world; the tests only see what a browser sees.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

ROOT = Path(__file__).parents[2]
MENUJU = Path(sys.executable).parent / "menuju"
PATIENCE_S = 300
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
]


@dataclass(frozen=True)
class Site:
    url: str
    folder: Path
    env: dict

    def address(self, path: str) -> str:
        return self.url + path


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The demo world, built and served in a folder of its own."""
    folder = tmp_path_factory.mktemp("var")
    kept = {k: v for k, v in os.environ.items() if k not in HIDDEN}
    env = {**kept, "MENUJU_DEMO": "1", "MENUJU_VAR": str(folder)}
    build = [MENUJU, "demo", "--no-serve"]
    subprocess.run(build, env=env, cwd=ROOT, check=True, timeout=PATIENCE_S)
    port = _free_port()
    serve = [MENUJU, "serve", "--port", str(port)]
    server = subprocess.Popen(serve, env=env, cwd=ROOT)
    try:
        _wait_for(f"http://127.0.0.1:{port}/")
        yield Site(f"http://127.0.0.1:{port}", folder, env)
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


HIDDEN = {"MENUJU_TESTING", "MENUJU_DB", "DATABASE_URL", "SECRET_KEY", "MENUJU_VAR"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(url: str) -> None:
    for _ in range(60):
        try:
            urllib.request.urlopen(url, timeout=5)
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
        else:
            return
    pytest.fail(f"{url} did not answer")


@pytest.fixture(scope="session")
def browser():
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert chromium, "The journeys need Chromium: run them through `make test`."
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


class Visitor:
    """Somebody at a browser."""

    def __init__(self, browser: Browser, site: Site, *, js: bool, width: int) -> None:
        self.site = site
        self.context = browser.new_context(
            java_script_enabled=js, viewport={"width": width, "height": 900}
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(10_000)

    def open(self, path: str) -> Page:
        self.page.goto(self.site.address(path))
        return self.page

    def sign_in(self, card: str) -> Page:
        """Use the demo card of that key."""
        self.open("/masuk/")
        chosen = f'form:has(input[name="card"][value="{card}"])'
        self.send(self.page.locator(chosen).get_by_role("button"))
        return self.page

    def press(self, words: str) -> None:
        """Press the button with these words, and wait for the page it leads to."""
        self.send(self.page.get_by_role("button", name=words).first)

    def send(self, button: Locator | str) -> None:
        """Press a button, given itself or by its selector."""
        pressed = self.page.locator(button) if isinstance(button, str) else button
        with self.page.expect_navigation():
            pressed.click()

    def reads(self) -> str:
        return self.page.locator("main").inner_text()


@pytest.fixture
def visitor(browser, site):
    """Make visitors: ``visitor(js=False, width=390)``."""
    made = []

    def make(*, js: bool = False, width: int = 1280) -> Visitor:
        made.append(Visitor(browser, site, js=js, width=width))
        return made[-1]

    yield make
    for one in made:
        one.context.close()
