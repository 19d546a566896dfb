"""What simulators remember from one run to the next: all they hold, one file each, written every few seconds.

Ids and order numbers never come twice, however a run ended: whoever kept those of an earlier life would take a new
order for one he has. After a run that was killed they go on some way further up; where nothing is remembered although
there was an earlier life (`reborn`), far above it.
"""

import io
import os
import pickle
import sys
import time
from pathlib import Path

GAP = 1000  # ids that may have been given out since the last time a killed run wrote its file
BORN = 1_767_225_600  # the first second of 2026
OWN = ('lock', 'faults', 'outbox')  # parts a simulator makes itself and others of its parts know


class _Writer(pickle.Pickler):
    """Names the simulator and what it makes itself instead of writing them."""

    names = {}

    def persistent_id(self, thing):
        return self.names.get(id(thing))


class _Reader(pickle.Unpickler):
    names = {}

    def persistent_load(self, name):
        return self.names[name]


def _own(simulator):
    return {'simulator': simulator} | {name: getattr(simulator, name) for name in OWN}


def frozen(simulator, clean=False):
    """Return all a simulator holds as bytes.

    :param bool clean: it has stopped; nothing happens after this
    """
    buffer = io.BytesIO()
    writer = _Writer(buffer)
    writer.names = {id(thing): name for name, thing in _own(simulator).items()}
    with simulator.lock:
        kept = {name: thing for name, thing in vars(simulator).items() if name not in simulator.fleeting}
        writer.dump({'clean': clean, 'kept': kept})
    return buffer.getvalue()


def thaw(simulator, data):
    """Have a simulator that has not started yet be what `frozen` wrote."""
    reader = _Reader(io.BytesIO(data))
    reader.names = _own(simulator)
    found = reader.load()
    with simulator.lock:
        vars(simulator).update(found['kept'])
        if not found['clean']:
            simulator.skipped += GAP


class Memory:
    """The files of some simulators in a folder of their own, which nobody else can read."""

    def __init__(self, folder, reborn=False):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.reborn = reborn
        self._written = {}

    def recall(self, simulator):
        """Give a simulator back what it held; a file that cannot be read any more is put aside."""
        path = self._path(simulator)
        if path.exists():
            try:
                thaw(simulator, path.read_bytes())
                return
            except Exception as error:  # whatever an old or broken file does: the demo starts all the same
                print(f"{path.name} cannot be read ({error}); {simulator.code} starts empty", file=sys.stderr)
                path.rename(path.with_suffix('.broken'))
                simulator.skipped = int(time.time()) - BORN
        if self.reborn:
            simulator.skipped = int(time.time()) - BORN

    def keep(self, simulator, clean=False):
        """Write what a simulator holds, when it changed."""
        data = frozen(simulator, clean)
        if data != self._written.get(simulator.code):
            path = self._path(simulator)
            fresh = path.with_suffix('.new')
            fresh.unlink(missing_ok=True)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), 'wb') as out:
                out.write(data)
            fresh.replace(path)
            self._written[simulator.code] = data

    def _path(self, simulator):
        return self.folder / f'{simulator.code}.state'
