"""Run simulators in one process until stopped. They listen on this machine only.

    python -m tests.simulators [--seed N] [--state FOLDER] shopify=9101 woocommerce=9102 square=9103 google_sheets=9104

Prints the setting with which the server speaks to them. Each shows itself to a browser at its address.
"""

import argparse
import importlib
import signal
import threading

from .memory import Memory

EVERY = 2  # seconds between two looks at what has to be written


def simulator(code):
    """Return the Simulator class that stands in for the service `code`."""
    module = importlib.import_module(f'.{code}', __package__)
    return next(one for one in vars(module).values() if isinstance(one, type) and getattr(one, 'code', '') == code)


def main():
    parser = argparse.ArgumentParser(description="Run simulators of outside services.")
    parser.add_argument('--seed', default='0')
    parser.add_argument('--state', default='', help="a folder in which they remember what they hold")
    parser.add_argument('--reborn', action='store_true', help="somebody may remember an earlier life of theirs")
    parser.add_argument('services', nargs='+', metavar='code=port')
    options = parser.parse_args()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    memory = Memory(options.state, options.reborn) if options.state else None
    running = []
    for part in options.services:
        code, _equals, port = part.partition('=')
        running.append(simulator(code)(seed=options.seed, port=int(port or 0)))
        if memory:
            memory.recall(running[-1])
            memory.keep(running[-1])
    for one in running:
        one.neighbours = [(other.title, other.url, other.photos) for other in running]
        one.start()
    print('IC_STAND_INS="' + ' '.join(f'{one.code}={one.url}' for one in running) + '"', flush=True)
    while not stop.wait(EVERY):
        for one in running if memory else ():
            memory.keep(one)
    for one in running:
        one.stop()
        if memory:
            memory.keep(one, clean=True)


if __name__ == '__main__':
    main()
