"""A pytest plugin: each of the lanes that `make test` runs side by side gets its own copy of the test database.

pytest-odoo would make the copies by PostgreSQL's programs and steer these by the environment, which then also steers
every Odoo that a test starts on another server. Here they are made as all databases of the project are.
"""

import contextlib
import os

import pytest_odoo

from . import environment, postgres, runtime, server, settings
from .database import Databases


@contextlib.contextmanager
def lane_database():
    """Yield the name of the database of this lane; it lives as long as the lane."""
    from odoo.sql_db import close_db
    from odoo.tests.common import get_db_name
    from odoo.tools import config

    shared, lane = get_db_name(), os.environ.get("PYTEST_XDIST_WORKER")
    if not lane:
        yield shared
        return
    own, name = settings.load(), f"{shared}_{lane}"
    found = runtime.find(own)
    with postgres.running(own) as running:
        databases = Databases(own, running, server.Odoo(own, found, running, environment.link_odoo(own, found)))
        databases.copy(shared, name)
        config["db_name"], config["dbfilter"] = name, f"^{name}$"
        try:
            yield name
        finally:
            close_db(name)
            databases.drop(name)


pytest_odoo._worker_db_name = lane_database
