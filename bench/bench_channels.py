"""What channels cost: seconds from a sale until it shows everywhere, calls to the vendors, and growth with the stock.

Run it with `make bench ARGS=channels`. The vendors are the simulators of tests/simulators, over real HTTP.

- withdrawn: a served store with four workers and the job runner; desks sell IC_BENCH_SALES pieces (default 100), 50 a
  minute, and each is followed from the commit of its sale until all four channels count it down.
- calls: of IC_BENCH_ITEMS things (default 10000) that each channel has already, IC_BENCH_CHANGES (default 1000) change
  at once: calls that set counts as a ratio to the fewest the batch of the service allows, with the calls that read.
- sync: reading and binding those things, and publishing IC_BENCH_CHANGES new pieces: calls and seconds.
- growth: 100 changes, marked and sent one by one with a vendor that answers at once, at 1,000 and IC_BENCH_LISTINGS
  (default 100000) listings, as a ratio.

IC_BENCH_PARTS picks some: `IC_BENCH_PARTS=withdrawn,growth make bench ARGS=channels`. The jobs of all parts but the
first are done in this process, one after another; the seconds of the simulators, which share it, are shown apart.
"""

import os
import sys

sys.path[:0] = [os.environ['IC_ROOT'], os.path.join(os.environ['IC_ROOT'], 'bench')]

PARTS = ('withdrawn', 'sync', 'growth')


def main(env):
    from channels import growth, sync, withdrawn

    os.environ.setdefault('IC_SECRET_KEY', 'YmVuY2gtYmVuY2gtYmVuY2gtYmVuY2gtYmVuY2ghISE=')
    wanted = [part for part in os.environ.get('IC_BENCH_PARTS', '').replace(',', ' ').split() if part] or PARTS
    # Made-up goods and sealed credentials: nothing of this is tracked.
    env = env(context={**env.context, 'tracking_disable': True})
    for name, part in (('sync', sync), ('growth', growth), ('withdrawn', withdrawn)):
        if name in wanted or (name == 'sync' and 'calls' in wanted):
            part.run(env)


main(env)
