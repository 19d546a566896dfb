"""Whatever goes wrong, a change is made once or not at all: at the end every count adds up, to the unit.

Buyers, people who sort, lost answers, refusals, and changes that are tried again until their fate is known, drawn from
a seed. IC_SEEDS=200 runs more of them.
"""

import collections
import os
import random
from datetime import UTC, datetime, timedelta

import pytest
from tests.simulators.base import SoldOut
from tests.simulators.google_sheets import GoogleSheets
from tests.simulators.square import Square

from ic_connect import errors, registry, stand_ins
from ic_connect.types import Listing, Money, StockChange, StockLevel

SEEDS = range(int(os.environ.get('IC_SEEDS') or 2))
FIRST = 5


class House:
    """One who changes counts on a channel and knows what he did."""

    def __init__(self, simulator, seed):
        self.simulator = simulator
        self.random = random.Random(seed)
        self.service = registry.get('channels', simulator.code)(**simulator.credentials())
        for door in (self.service.http, getattr(self.service, '_account_http', None)):
            if door:
                door._sleep = lambda seconds: None
        things = [Listing(sku=f'S{n}', title='Thing', price=Money(10, 'USD'), quantity=FIRST) for n in range(6)]
        self.skus = {self.service.push_listing(one): one.sku for one in things}
        self.ours = collections.Counter()
        self.undecided = {}

    def sale(self):
        with self.simulator.lock:
            try:
                self.simulator.sell(self.random.choice(list(self.skus.values())))
            except SoldOut:
                return
            if isinstance(self.simulator, GoogleSheets):
                self.simulator.sort(descending=self.random.random() < 0.5)

    def change(self):
        try:
            there = {one.remote_id: one.quantity for one in self.service.get_stock(list(self.skus))}
            wanted = [self._wanted(one, there[one]) for one in self.random.sample(list(self.skus), 3)]
            self.send([one for one in wanted if one])
        except errors.ServiceError:
            return  # nothing is known of any: they are tried again

    def send(self, changes):
        results = self.service.set_stock(changes)
        for one in changes:
            outcome = results[one.remote_id, '']
            if isinstance(outcome, StockLevel):
                self.ours[one.remote_id] += one.quantity - one.expected
            if isinstance(outcome, (StockLevel, errors.Stale)):
                del self.undecided[one.remote_id]
            else:
                assert outcome.retry, outcome

    def _wanted(self, remote_id, there):
        step = self.random.choice([-2, -1, 1, 2])
        if remote_id not in self.undecided and there + step >= 0 and there >= 0:
            happened = datetime.now(UTC) - timedelta(hours=self.random.choice([0, 2, 30]))
            key = f'{remote_id} {self.random.random()}'
            self.undecided[remote_id] = StockChange(
                remote_id=remote_id, quantity=there + step, expected=there, key=key, happened_at=happened
            )
        return self.undecided.get(remote_id)


@pytest.mark.parametrize('seed', SEEDS)
@pytest.mark.parametrize('kind', [Square, GoogleSheets])
def test_counts_add_up(kind, seed, monkeypatch):
    with kind(seed=seed) as simulator:
        monkeypatch.setenv(stand_ins.VARIABLE, f'{simulator.code}={simulator.url}')
        sold = collections.Counter()
        plain = simulator.sell

        def counted(sku, quantity=1, **facts):
            answer = plain(sku, quantity, **facts)
            sold[sku] += quantity
            return answer

        simulator.sell = counted
        house = House(simulator, seed)
        # In a sheet the later write wins, so nobody sells there in the very moment of ours.
        square = {'half_batch': 0.2, 'sale_before_write': 0.3} if kind is Square else {}
        simulator.faults.at(rate_limit=0.05, server_error=0.05, lost_answer=0.2, **square)
        for _step in range(50):
            (house.sale if house.random.random() < 0.3 else house.change)()
        simulator.faults.at()
        house.send(list(house.undecided.values()))
        found = {house.skus[one.remote_id]: one.quantity for one in house.service.get_stock(list(house.skus))}
        assert found == {sku: FIRST + house.ours[one] - sold[sku] for one, sku in house.skus.items()}
        assert house.undecided == {} and sum(map(abs, house.ours.values())) and simulator.faults.struck['lost_answer']
