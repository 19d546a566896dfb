"""Inventory Connect from the command line; the Makefile's targets call this. See ``make help``."""

import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

COMMANDS = (
    "setup",
    "demo",
    "shell",
    "test",
    "races",
    "torture",
    "odoo-tests",
    "lint",
    "format",
    "bench",
    "db-reset",
    "clean",
)


def main(arguments):
    """Run one command; returns the exit code."""
    if not arguments or arguments[0] not in COMMANDS:
        print(f"usage: ic.py {{{' '.join(COMMANDS)}}}", file=sys.stderr)
        return 2
    from toolbox import environment
    from toolbox.console import Problem

    try:
        environment.require_python()
        from toolbox import commands

        return commands.run(arguments[0], arguments[1:])
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run the same command again to go on where it broke off.", file=sys.stderr)
        return 130


def _as_interrupt(_signal, _frame):
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _as_interrupt)
    signal.signal(signal.SIGHUP, _as_interrupt)
    sys.exit(main(sys.argv[1:]))
