"""Set up and run Menuju with nothing but Python 3.11–3.13: the recipes of the Makefile.

Only the standard library is used. What is installed comes from hash-pinned lists:
a private ``uv`` into ``.tools``, everything else into ``.venv``.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS, VENV = ROOT / ".tools", ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST, TOO_NEW = (3, 11), (3, 14)
LAUNCHER = """#!{python}
import sys
from menuju.config.cli import main
sys.exit(main(sys.argv[1:]))
"""


def main() -> int:
    """Run one recipe: ``demo``, ``test``, ``check``, ``bench`` or ``lock``."""
    recipe, *arguments = sys.argv[1:] or ["demo"]
    _use_a_fitting_python()
    if recipe == "demo":
        install("app")
        return _call(VENV / "bin" / "menuju", "demo", *arguments)
    if recipe == "lock":
        return lock()
    install("test")
    if recipe == "test":
        os.environ["CHROMIUM"] = chromium()
    return _call(PYTHON, ROOT / "tools" / "checks.py", recipe, *arguments)


def _use_a_fitting_python() -> None:
    """Start again with another Python of this machine if this one does not fit."""
    if OLDEST <= sys.version_info[:2] < TOO_NEW:
        return
    for name in ("python3.13", "python3.12", "python3.11"):
        if found := shutil.which(name):
            os.execv(found, [found, *sys.argv])
    sys.exit(
        f"Menuju needs Python 3.11, 3.12 or 3.13; this is {sys.version.split()[0]}.\n"
        "Install one of them and run: make PYTHON=python3.12 demo"
    )


def install(wanted: str) -> None:
    """Bring ``.venv`` to what ``requirements/<wanted>.txt`` says, if it is not there yet."""
    listed = ROOT / "requirements" / f"{wanted}.txt"
    stamp = hashlib.sha256(listed.read_bytes() + sys.version.encode()).hexdigest()
    marks = {name: VENV / f".{name}.sha256" for name in ("app", "test")}
    if marks[wanted].exists() and marks[wanted].read_text() == stamp:
        _link()
        return
    print("Menyiapkan lingkungan (sekali saja) / Setting up, once only ...", flush=True)
    uv = _uv()
    if not _fits(PYTHON):
        _run(uv, "venv", "-q", "--clear", "--python", sys.executable, VENV)
    try:
        hashed = ("-q", "--require-hashes", "--compile-bytecode")
        _run(uv, "pip", "install", *hashed, "--python", PYTHON, "-r", listed)
    except subprocess.CalledProcessError:
        # uv reads neither pip's configuration nor its proxies: try the slower way.
        print("uv tidak berhasil; mencoba pip / uv failed; trying pip ...", flush=True)
        pip = (TOOLS / "bin" / "python", "-m", "pip", "--python", PYTHON, "install")
        _run(*pip, "-q", "--require-hashes", "-r", listed)
    _link()
    marks[wanted].write_text(stamp)


def _fits(python: Path) -> bool:
    """Whether ``.venv`` was made by this very Python."""
    if not python.exists():
        return False
    asked = [str(python), "-c", "import sys; print(sys.version)"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return answer.stdout.strip() == sys.version.strip()


def _uv() -> Path:
    uv = TOOLS / "bin" / "uv"
    if not uv.exists():
        venv.create(TOOLS, with_pip=True, clear=True)
        pip = (TOOLS / "bin" / "python", "-m", "pip", "install", "-q")
        quiet = ("--disable-pip-version-check", "--no-deps", "--require-hashes")
        _run(*pip, *quiet, "-r", ROOT / "requirements" / "tools.txt")
    return uv


def _link() -> None:
    """Put the package on the path of ``.venv`` and make ``.venv/bin/menuju``."""
    (site,) = (VENV / "lib").glob("python3*/site-packages")
    (site / "menuju.pth").write_text(f"{ROOT / 'src'}\n")
    launcher = VENV / "bin" / "menuju"
    launcher.write_text(LAUNCHER.format(python=PYTHON))
    launcher.chmod(0o755)


def chromium() -> str:
    """A Chromium for the journeys: the system's, else Debian's, else npm's, else stop."""
    if found := _system_chromium():
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Memasang Chromium / Installing Chromium ...", flush=True)
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["apt-get", "-qq", "update"],
            ["apt-get", "-y", "-qq", "--no-install-recommends", "install", "chromium"],
        ):
            subprocess.run(command, env=env, check=False, stdout=subprocess.DEVNULL)
        if found := _system_chromium():
            return found
    if shutil.which("npm") and shutil.which("node") and (found := _npm_chromium()):
        return found
    return sys.exit(
        "The browser journeys need Chromium, and none could be installed.\n"
        "Install the package `chromium` (or `chromium-browser`, or Google Chrome), or set\n"
        "CHROMIUM=/path/to/chromium, and run `make test` again."
    )


def _system_chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return named or next(filter(None, map(shutil.which, names)), None)


def _npm_chromium() -> str | None:
    """Unpack npm's ``@sparticuz/chromium``; it needs no root."""
    folder = TOOLS / "chromium"
    folder.mkdir(parents=True, exist_ok=True)
    node = "import('@sparticuz/chromium').then(m => m.default.executablePath()).then(console.log)"
    try:
        package = "@sparticuz/chromium@153"
        if not (folder / "node_modules").exists():
            _run("npm", "install", "--silent", "--prefix", folder, package)
        answer = subprocess.run(
            ["node", "-e", node],
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        )
    except (subprocess.CalledProcessError, OSError):
        return None
    return answer.stdout.strip() or None


def lock() -> int:
    """Make the hash-pinned lists anew from pyproject.toml (developers only)."""
    lists = ROOT / "requirements"
    compile_ = (_uv(), "pip", "compile", "-q", "--universal", "--python-version")
    plain = ("3.11", "--generate-hashes", "--no-header", "--no-annotate")
    common = (*compile_, *plain, "--no-emit-index-url", "pyproject.toml")
    _run(*common, "-o", lists / "app.txt")
    extra = ("--all-extras", "--group", "dev", "-c", lists / "app.txt")
    _run(*common, *extra, "-o", lists / "test.txt")
    return 0


def _run(*command: object) -> None:
    env = {"UV_PYTHON_DOWNLOADS": "never", "UV_SYSTEM_CERTS": "1", **os.environ}
    subprocess.run([str(c) for c in command], check=True, cwd=ROOT, env=env)


def _call(*command: object) -> int:
    try:
        return subprocess.run(
            [str(c) for c in command], cwd=ROOT, check=False
        ).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
