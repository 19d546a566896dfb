"""A slice of the torture run: every channel, everything going wrong, and every number agrees afterwards.

IC_TORTURE_EVENTS=10000 IC_TORTURE_PIECES=2000 (or `make torture`) is the long form.
"""

import os
import time

from . import torture
from .torture_cases import Cases

PIECES = int(os.environ.get("IC_TORTURE_PIECES", "40"))
EVENTS = int(os.environ.get("IC_TORTURE_EVENTS", "250"))
KILLS = int(os.environ.get("IC_TORTURE_KILLS", "2"))


def test_everything_agrees_when_all_is_quiet_again():
    seed = int(os.environ.get("IC_TORTURE_SEED", "0")) or time.time_ns() % 10**6
    with torture.tortured(seed, PIECES) as run:
        seconds = {"list everything": run.connect()}
        assert Cases(run).all() == []
        seconds["go through it"] = run.run(EVENTS, kills=KILLS)
        seconds["come to rest"] = run.settle()
        torture.report(run, seconds)
        assert run.findings() == []
        sold = {outcome for (name, outcome), count in run.log.items() if name == "remote sale" and count}
        assert "sold" in sold, "nothing was sold on a channel: the run proves nothing"
