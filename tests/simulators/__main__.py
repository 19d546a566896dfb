"""Run simulators in one process until stopped.

    python -m tests.simulators [--seed N] shopify=9101 woocommerce=9102 square=9103 google_sheets=9104

Prints the setting with which the server speaks to them.
"""

import argparse
import importlib
import signal
import threading


def simulator(code):
    """Return the Simulator class that stands in for the service `code`."""
    module = importlib.import_module(f'.{code}', __package__)
    return next(one for one in vars(module).values() if isinstance(one, type) and getattr(one, 'code', '') == code)


def main():
    parser = argparse.ArgumentParser(description="Run simulators of outside services.")
    parser.add_argument('--seed', default='0')
    parser.add_argument('services', nargs='+', metavar='code=port')
    options = parser.parse_args()
    running = []
    for part in options.services:
        code, _equals, port = part.partition('=')
        running.append(simulator(code)(seed=options.seed, port=int(port or 0)).start())
    print('IC_STAND_INS="' + ' '.join(f'{one.code}={one.url}' for one in running) + '"', flush=True)
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    stop.wait()
    for one in running:
        one.stop()


if __name__ == '__main__':
    main()
