"""The worker: jobs, mail and digests, for as long as it runs."""

import logging
import os
import signal
import time
from argparse import ArgumentParser
from types import FrameType

from django.core.management import BaseCommand
from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from menuju.jobs.actions import forget_old, hand_over_again
from menuju.messages.actions import build_digests, deliver

log = logging.getLogger("menuju.work")
PAUSE, BUSY, RARELY = 1.0, 5.0, 60.0
"""Seconds: between two looks, after one that broke, between the day's chores."""


class Command(BaseCommand):
    help = "Do the jobs and send the mail of this installation. Any number may run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="do what is due, then end"
        )
        parser.add_argument(
            "--beside", type=int, default=0, help="end when this process has ended"
        )

    def handle(self, *, once: bool, beside: int, **_options: object) -> None:
        self.running = True
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        chores_at = 0.0
        while self.running and (not beside or os.getppid() == beside):
            is_time = time.monotonic() >= chores_at
            pause = PAUSE
            try:
                self.turn(with_chores=is_time)
            except Exception:  # whatever broke one turn must not end the worker
                log.warning("A turn broke; the next one tries again", exc_info=True)
                pause = BUSY
            close_old_connections()
            chores_at = time.monotonic() + RARELY if is_time else chores_at
            if once:
                return
            if self.running:
                time.sleep(pause)

    def turn(self, *, with_chores: bool) -> None:
        """Look once: lost jobs, waiting jobs, mail; each minute the rest."""
        hand_over_again()
        _queue().run()
        if with_chores:
            build_digests()
            forget_old()
        deliver()

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        """End after what is being done now; a second time, at once."""
        if not self.running:
            raise SystemExit(1)
        self.running = False


def _queue() -> Worker:
    """The queue's own worker, for what waits now."""
    return Worker(
        queue_names=["default"],
        interval=PAUSE,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
