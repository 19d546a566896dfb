"""What stands behind the Makefile: set-up, databases, serving and tests.

Everything up to :mod:`toolbox.postgres` runs on a bare Python 3.11 with nothing installed; the rest runs in the
virtual environment that the set-up has made (see :func:`toolbox.environment.reenter`).
"""
