"""The checks that CI runs, in its order. Run inside ``.venv`` by tools/bootstrap.py."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
PRODUCTION = {
    "SECRET_KEY": "for-this-check-only-" + "".join(f"{n:x}" for n in range(99)),
    "ALLOWED_HOSTS": "menuju.example.go.id",
}
PYTEST = [PYTHON, "-m", "pytest", "-q"]
STATIC = [
    ("format", [BIN / "ruff", "format", "--check", "-q", "."], {}),
    ("lint", [BIN / "ruff", "check", "-q", "."], {}),
    ("templates", [BIN / "djlint", "--lint", "--quiet", "src"], {}),
    ("types", [BIN / "mypy", "src"], {"MENUJU_TESTING": "1"}),
    ("contracts", [BIN / "lint-imports"], {"PYTHONPATH": "src"}),
    (
        "migrations",
        [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
        {"MENUJU_TESTING": "1", "DATABASE_URL": "sqlite://:memory:"},
    ),
    (
        "production settings",
        [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        PRODUCTION,
    ),
]
UNIT = [*PYTEST, "-n", "2", "-m", "not journey"]
DYNAMIC = [
    ("SQLite", UNIT, {"MENUJU_DB": "sqlite"}),
    ("PostgreSQL", UNIT, {"MENUJU_DB": "postgres"}),
    ("journeys in the browser", [*PYTEST, "-m", "journey"], {"MENUJU_DB": "sqlite"}),
]


def main() -> int:
    """Run one recipe; stop at the end with the names of what failed."""
    recipe, *arguments = sys.argv[1:]
    if recipe == "bench":
        return subprocess.run(
            [PYTHON, "-m", "benchmarks", *arguments], cwd=ROOT, check=False
        ).returncode
    if recipe == "texts":
        return texts()
    steps = STATIC if recipe == "check" else [*STATIC, *DYNAMIC]
    failed = [name for name, command, env in steps if not _passes(name, command, env)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def _passes(name: str, command: list[object], env: dict[str, str]) -> bool:
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    result = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **env},
        check=False,
    )
    print(f"   {time.monotonic() - began:.0f} s", flush=True)
    return result.returncode == 0


def texts() -> int:
    """Collect msgids of every slice and compile the English texts."""
    settings = {
        "MENUJU_TESTING": "1",
        "DJANGO_SETTINGS_MODULE": "menuju.config.settings",
    }
    env = {**os.environ, **settings, "PYTHONPATH": str(ROOT / "src")}
    for folder in sorted((ROOT / "src" / "menuju").glob("*/locale")):
        for command in (
            ["makemessages", "-l", "en", "--no-location", "--no-obsolete"],
            ["compilemessages", "-l", "en"],
        ):
            subprocess.run(
                [PYTHON, "-m", "django", *command],
                cwd=folder.parent,
                env=env,
                check=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
