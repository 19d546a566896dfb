"""Staying below a service's limits instead of being told so."""

import threading
import time

from .errors import RateLimited


class Budget:
    """A bucket that fills steadily and that every call takes from.

    :param float capacity: how much may be spent at once
    :param float per_second: how fast it fills again
    """

    def __init__(self, capacity, per_second, *, clock=time.monotonic, sleep=time.sleep):
        if capacity <= 0 or per_second <= 0:
            raise ValueError("a budget needs a capacity and a rate above zero")
        self.capacity = capacity
        self.per_second = per_second
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._level = capacity
        self._seen = clock()

    def take(self, cost=1, patience=None):
        """Spend `cost`, sleeping until the bucket holds it. Returns the seconds waited.

        :param float patience: seconds to sleep at most; None for as long as it takes
        :raises RateLimited: when it would take longer; nothing is spent then, and it says how long
        """
        if cost > self.capacity:
            raise ValueError(f"a cost of {cost} never fits a budget of {self.capacity}")
        with self._lock:
            now = self._clock()
            self._level = min(self.capacity, self._level + (now - self._seen) * self.per_second)
            self._seen = now
            wait = max(0.0, (cost - self._level) / self.per_second)
            if patience is not None and wait > patience:
                raise RateLimited("what the service allows in a while is used up", retry_after=wait)
            self._level -= cost
        if wait:
            self._sleep(wait)
        return wait

    def correct(self, left):
        """Believe the service when it says how much is left (Shopify's cost answer, rate headers)."""
        with self._lock:
            self._level = min(self.capacity, left)
            self._seen = self._clock()
