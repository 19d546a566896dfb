"""The verbs of a reference catalog."""

from ..service import Service


class Catalog(Service):
    """A catalog of models, certificates or market prices to look things up in."""

    verbs = ('check', 'search', 'get_item')

    def search(self, category, text):
        """Return a list of {'id', 'title', ...} that match, best first."""
        self._refuse('search')

    def get_item(self, remote_id):
        """Return one entry as a dict of plain values.

        :raises NotFound:
        """
        self._refuse('get_item')
