"""The command line: ``.venv/bin/menuju SUBCOMMAND``.

The scoring commands start without Django, so that a statistician needs no database;
everything else goes through Django's own commands.
"""

import argparse
import importlib
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from menuju.config.demo.cards import welcome

COMMANDS = {
    "demo": "build the demo world on SQLite and serve it",
    "serve": "serve the site (settings come from the environment)",
    "work": "do the jobs and send the mail (beside `serve`, or on any machine)",
    "deliver": "send the mail that is due, once",
    "migrate": "bring the database to this version",
    "instrument": "check, diff, export or import an instrument",
    "plans": "check or load frameworks and guides of masterplans",
    "phases": "open the phases and sealed results whose time has come",
    "score": "score units from CSV files (needs no database)",
    "raters": "agreement and severity of raters (needs no database)",
    "explain": "smallest change that would have been enough (needs no database)",
}
ARITHMETIC = {"score", "raters", "explain"}
FIRST_PORT = 8000
ROOT = Path(__file__).resolve().parents[3]
TEMPORARY = "MENUJU_TEMPORARY_KEY"


def main(arguments: Sequence[str]) -> int:
    """Run one subcommand and return the exit code."""
    name, *rest = arguments or ["--help"]
    if name in ("-h", "--help"):
        _help()
        return 0
    if name not in COMMANDS:
        print(f"menuju: no subcommand {name!r}; see `menuju --help`", file=sys.stderr)
        return 2
    if name in ARITHMETIC:
        return _compute(name, rest)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "menuju.config.settings")
    if name == "demo":
        os.environ["MENUJU_DEMO"] = "1"
        return _demo(rest)
    _settle()
    return _serve(rest) if name == "serve" else _django(name, *rest)


def _settle() -> None:
    """Without settings of its own, a command works on the demo world beside the code.

    Where there is none either, it gets a key that lasts as long as the command: the
    commands sign nothing. Only serving needs a key that lasts.
    """
    if "SECRET_KEY" in os.environ or os.environ.get("MENUJU_TESTING") == "1":
        return
    if demo_mark().exists():
        os.environ["MENUJU_DEMO"] = "1"
    elif os.environ.get("MENUJU_DEMO") != "1":
        os.environ[TEMPORARY] = os.environ["SECRET_KEY"] = secrets.token_urlsafe(60)


def demo_mark() -> Path:
    """The file that says: the database beside it is the demo world's."""
    return Path(os.environ.get("MENUJU_VAR", ROOT / "var")) / "demo-world"


def _compute(name: str, arguments: Sequence[str]) -> int:
    """Score, compare raters or explain; draws may run on a cluster by one setting."""
    module = importlib.import_module(f"menuju.scoring.commands.{name}")
    scheduler = os.environ.get("MENUJU_CLUSTER", "")
    if name != "score" or not scheduler:
        return int(module.main(arguments) or 0)
    client = importlib.import_module("distributed").Client(scheduler)
    try:
        return int(module.main(arguments, executor=client.get_executor()) or 0)
    finally:
        client.close()


def _help() -> None:
    print("usage: menuju SUBCOMMAND [--help]\n")
    for name, does in COMMANDS.items():
        print(f"  {name:<11} {does}")


def _django(*arguments: str) -> int:
    management = importlib.import_module("django.core.management")
    management.execute_from_command_line(["menuju", *arguments])
    return 0


def _demo(arguments: Sequence[str]) -> int:
    parser = _parser("demo")
    parser.add_argument("--no-serve", action="store_true", help="only build")
    options = parser.parse_args(arguments)
    _django("build_demo")
    return 0 if options.no_serve else _listen(options)


def _serve(arguments: Sequence[str]) -> int:
    options = _parser("serve").parse_args(arguments)
    if TEMPORARY in os.environ:
        print(
            "menuju: serving needs SECRET_KEY (a long random text) and ALLOWED_HOSTS; "
            "see docs/operations.md. To try it, run: make demo",
            file=sys.stderr,
        )
        return 2
    return _listen(options)


def _parser(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(f"menuju {name}", description=COMMANDS[name])
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, help="port (default: first free from 8000)")
    parser.add_argument(
        "--no-work", action="store_true", help="a worker runs elsewhere (`menuju work`)"
    )
    return parser


def _listen(options: argparse.Namespace) -> NoReturn:
    """Become the server; threads are set high enough for slow clients."""
    port = options.port or _free_port(options.host)
    is_demo = os.environ.get("MENUJU_DEMO") == "1"
    if is_demo:
        os.environ.setdefault("MENUJU_URL", f"http://{options.host}:{port}")
    if not options.no_work:
        _work_beside()
    if is_demo:
        print(welcome(f"http://{options.host}:{port}/"), flush=True)
    program = str(Path(sys.executable).parent / "granian")
    door = ["--interface", "wsgi", "--host", options.host, "--port", str(port)]
    size = ["--workers", "2", "--blocking-threads", "32"]
    quiet = ["--no-access-log", "--log-level", "warning"]
    os.execv(program, [program, *door, *size, *quiet, "menuju.config.wsgi:application"])


def _work_beside() -> None:
    """Start a worker that ends with this process, which becomes the server."""
    program = (
        "import sys; from menuju.config.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", program, "work", "--beside", str(os.getpid())]
    subprocess.Popen(command)


def _free_port(host: str) -> int:
    """The first free port from 8000 on, so that a second demo does not fail."""
    for port in range(FIRST_PORT, FIRST_PORT + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    return FIRST_PORT
