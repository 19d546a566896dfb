"""What a person sees: numbered steps with times, logs kept aside, and errors that say what to do."""

import contextlib
import os
import shutil
import subprocess
import sys
import threading
import time


class Problem(Exception):
    """Something the person at the keyboard can mend. ``str()`` says what happened and what to do about it."""


class Steps:
    """Numbered progress on standard output: ``[2/7] Odoo 19 runtime ... done in 14 s``."""

    def __init__(self, total):
        self.total = total
        self.number = 0

    @contextlib.contextmanager
    def step(self, title):
        """Show one step; the block may call the yielded function with a short result to print at the end."""
        self.number += 1
        head = f"[{self.number}/{self.total}] {title}"
        result = []
        started = time.monotonic()
        print(f"{head} ...", end="", flush=True)
        ticking = _Ticker(head, started)
        try:
            yield result.append
        except BaseException:
            ticking.stop()
            print(" failed", flush=True)
            raise
        ticking.stop()
        seconds = time.monotonic() - started
        detail = f" ({result[-1]})" if result else ""
        print(f" done in {seconds:.0f} s{detail}" if seconds >= 1 else f" ready{detail}", flush=True)


class _Ticker:
    """Rewrites the step's line every second on a terminal, so that long work shows that it lives."""

    def __init__(self, head, started):
        self._stop = threading.Event()
        self._thread = None
        if sys.stdout.isatty():
            self._thread = threading.Thread(target=self._run, args=(head, started), daemon=True)
            self._thread.start()

    def _run(self, head, started):
        while not self._stop.wait(1):
            print(f"\r{head} ... {time.monotonic() - started:.0f} s", end="", flush=True)

    def stop(self):
        self._stop.set()
        if self._thread:
            self._thread.join()


def run_logged(command, log, *, env=None, cwd=None, hint=""):
    """Run ``command`` (list of str) with its output in the file ``log``.

    :raises Problem: when it fails, with the last lines of the log, its path and ``hint``.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        out.write(f"$ {' '.join(map(str, command))}\n".encode())
        out.flush()
        try:
            code = subprocess.run(
                [str(part) for part in command],
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env={**os.environ, **(env or {})},
                cwd=cwd,
                check=False,
            ).returncode
        except FileNotFoundError as error:
            raise Problem(f"The program {command[0]} is missing: {error}. {hint}") from error
    if code:
        raise Problem(f"{command[0]} ended with code {code}:\n{tail(log, 8)}\nThe whole log: {log}\n{hint}".rstrip())


def tail(log, lines=15):
    """Return the last ``lines`` lines of a log file as one indented text."""
    text = log.read_text(errors="replace").splitlines()[-lines:]
    return "\n".join(f"    {line}" for line in text)


def require_disk(path, gigabytes):
    """Refuse to begin what cannot fit. :raises Problem: with the free and the needed space."""
    existing = path
    while not existing.exists():
        existing = existing.parent
    free = shutil.disk_usage(existing).free / 1e9
    if free < gigabytes:
        raise Problem(
            f"{free:.1f} GB are free on the disk of {path}, about {gigabytes} GB are needed. "
            "Free some space, or set IC_DATA_DIR to a folder on a larger disk."
        )
