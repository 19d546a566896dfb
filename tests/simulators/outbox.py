"""The vendor's deliveries of webhooks: in the background, again after a failure, with all that goes wrong."""

import heapq
import itertools
import logging
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

_logger = logging.getLogger(__name__)


class Outbox:
    """Sends webhooks. `send` returns at once; `waiting` tells how many are still to come.

    :param Faults faults: what goes wrong
    :param retries: seconds to wait before each further try of a delivery that failed
    """

    def __init__(self, faults, retries=(), timeout=10):
        self._faults = faults
        self._retries = tuple(retries)
        self._timeout = timeout
        self._due = []  # heap of (time, number, delivery)
        self._busy = 0
        self._number = itertools.count()
        self._condition = threading.Condition()
        self._stopped = False
        self._kept = None  # deliveries that a test sends when it likes
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(2)]
        self.sent = []  # (url, headers, body, status or None) of every try

    def start(self):
        for thread in self._threads:
            thread.start()

    def stop(self):
        with self._condition:
            self._stopped = True
            self._condition.notify_all()

    def send(self, url, headers, body, *, forged=None, failed=None):
        """Deliver `body` (bytes) to `url`.

        :param forged: (headers) of a delivery that only looks like one, sent first when that fault strikes
        :param failed: called without arguments each time a try fails (some vendors count, and switch off)
        """
        if self._kept is not None:
            self._kept.append((url, headers, body, failed, self._retries))
            return
        if self._faults.strikes('hook_lost'):
            return
        late = self._faults.between(0.5, 4) if self._faults.strikes('hook_late') else 0
        if forged and self._faults.strikes('hook_bad_signature'):
            self._put(late, (url, forged, body, None, ()))
        for _time in range(1 + self._faults.strikes('hook_duplicate')):
            self._put(late, (url, headers, body, failed, self._retries))

    @contextmanager
    def kept(self):
        """Keep what would be sent within; yields the list of it, for `deliver` in any order."""
        self._kept = found = []
        try:
            yield found
        finally:
            self._kept = None

    def deliver(self, deliveries):
        """Send now what `kept` has kept."""
        for delivery in deliveries:
            self._put(0, delivery)

    def waiting(self):
        with self._condition:
            return len(self._due) + self._busy

    def _put(self, seconds, delivery):
        with self._condition:
            heapq.heappush(self._due, (time.monotonic() + seconds, next(self._number), delivery))
            self._condition.notify()

    def _take(self):
        with self._condition:
            while not self._stopped:
                pause = self._due[0][0] - time.monotonic() if self._due else None
                if pause is not None and pause <= 0:
                    self._busy += 1
                    return heapq.heappop(self._due)[2]
                self._condition.wait(pause)
        return None

    def _run(self):
        while delivery := self._take():
            try:
                self._deliver(*delivery)
            finally:
                with self._condition:
                    self._busy -= 1

    def _deliver(self, url, headers, body, failed, retries):
        status = self._post(url, headers, body)
        self.sent.append((url, headers, body, status))
        if status is None or not 200 <= status < 300:
            if failed:
                failed()
            if retries:
                self._put(retries[0], (url, headers, body, failed, retries[1:]))

    def _post(self, url, headers, body):
        request = urllib.request.Request(url, body, {'Content-Type': 'application/json', **headers}, method='POST')
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return None
