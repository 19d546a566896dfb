"""What goes wrong at a vendor, drawn from a seed so that any run can be had again."""

import random
import threading
from contextlib import contextmanager

# name -> what it does. Each is a probability between 0 and 1; a request or a delivery draws for itself.
FAULTS = {
    'rate_limit': "the call is refused with the vendor's 'too many'; nothing was done",
    'server_error': "the call fails with a 5xx before anything was done",
    'lost_answer': "the call is done, then the connection breaks before the answer is sent",
    'slow_answer': "the answer takes some seconds",
    'half_batch': "some items of a batch fail, the others are done",
    'expired_token': "the token stops working until a new one is asked for",
    'hook_lost': "a webhook is never sent",
    'hook_duplicate': "a webhook is sent twice",
    'hook_late': "a webhook is sent some seconds late, so that later ones overtake it",
    'hook_bad_signature': "somebody else sends a webhook, signed with another key, before the true one",
    'clock_skew': "the vendor's clock is some seconds off in what it says",
    'sale_before_write': "a buyer is faster: the piece is sold at the vendor just before a stock change is made",
}


class Faults:
    """The faults of one simulator. Thread-safe; `at(**probabilities)` sets them, `quiet()` ends them."""

    def __init__(self, seed=0):
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._odds = {}
        self.struck = dict.fromkeys(FAULTS, 0)

    def at(self, **odds):
        """Set the probabilities; what is not named never happens.

        :raises ValueError: for a fault nobody knows
        """
        unknown = odds.keys() - FAULTS.keys()
        if unknown:
            raise ValueError(f"no such fault: {', '.join(sorted(unknown))}; there are {', '.join(FAULTS)}")
        with self._lock:
            self._odds = {name: float(value) for name, value in odds.items()}

    def strikes(self, name):
        """Draw: does the fault happen this time?"""
        with self._lock:
            hit = self._random.random() < self._odds.get(name, 0.0)
            self.struck[name] += hit
            return hit

    def between(self, low, high):
        """Draw a figure, for instance the seconds something is late."""
        with self._lock:
            return self._random.uniform(low, high)

    @contextmanager
    def quiet(self):
        """No faults within."""
        with self._lock:
            odds, self._odds = self._odds, {}
        try:
            yield
        finally:
            with self._lock:
                self._odds = odds
