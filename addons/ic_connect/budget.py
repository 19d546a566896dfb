"""Staying below a service's limits instead of being told so."""

import threading
import time


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

    def take(self, cost=1):
        """Spend `cost`, sleeping until the bucket holds it. Returns the seconds waited."""
        if cost > self.capacity:
            raise ValueError(f"a cost of {cost} never fits a budget of {self.capacity}")
        with self._lock:
            now = self._clock()
            self._level = min(self.capacity, self._level + (now - self._seen) * self.per_second)
            self._seen = now
            self._level -= cost
            wait = max(0.0, -self._level / self.per_second)
        if wait:
            self._sleep(wait)
        return wait

    def correct(self, left):
        """Believe the service when it says how much is left (Shopify's cost answer, rate headers)."""
        with self._lock:
            self._level = min(self.capacity, left)
            self._seen = self._clock()
