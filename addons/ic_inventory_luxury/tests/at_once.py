import threading

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ConcurrencyError, UserError
from odoo.modules.registry import Registry
from odoo.tests.common import BaseCase, get_db_name
from odoo.tools import mute_logger


class AtOnceCase(BaseCase):
    """Deeds of several people at the same moment, each committed on a connection of its own."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())

    def at_once(self, *deeds):
        """Run each deed (a function of an environment) on a connection of its own; gives their outcomes."""
        barrier, outcomes = threading.Barrier(len(deeds)), []

        def run(deed):
            barrier.wait(30)
            for _attempt in range(8):  # what Odoo's own `retrying` does around a request
                try:
                    with self.registry.cursor() as cr:
                        outcome = deed(api.Environment(cr, SUPERUSER_ID, {}))
                    outcomes.append(outcome)
                    return
                except (SerializationFailure, ConcurrencyError):
                    continue
                except UserError:
                    outcomes.append('refused')
                    return
            outcomes.append('gave up')

        threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
        with mute_logger('odoo.sql_db'):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
        return outcomes
