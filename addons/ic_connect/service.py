"""What all services share."""

import inspect

from . import stand_ins
from .errors import Unsupported
from .http import Http


class Service:
    """One outside service. A subclass states facts about itself and overrides the verbs it can do.

    The verbs of a kind are listed in `verbs` in the order in which every file writes them. `supports()` is true for a
    verb that is overridden: there is no list of abilities that could say something else.
    """

    code = ''  # the file's name
    name = ''  # as the vendor writes it
    docs_url = ''  # the vendor's documentation
    credentials = ()  # of Credential; the connection form is built from it
    verbs = ('check',)

    def check(self):
        """Make one harmless call that proves the credentials. Returns a short text naming the account.

        :raises AuthError: when they do not work
        """
        self._refuse('check')

    @classmethod
    def supports(cls, verb):
        """Tell whether the service has the verb."""
        if verb not in cls.verbs:
            raise ValueError(f"{verb} is not a verb of this kind; there are {', '.join(cls.verbs)}")
        owner = next(base for base in cls.__mro__ if verb in vars(base))
        return 'verbs' not in vars(owner)  # a class that lists verbs is the base of a kind

    @classmethod
    def form(cls):
        """Return the connection form: a list of dicts with the facts of each credential."""
        return [{name: getattr(one, name) for name in one.__slots__} for one in cls.credentials]

    @classmethod
    def is_simulated(cls):
        """Tell whether a stand-in answers instead of the vendor."""
        return bool(stand_ins.address(cls.code))

    def _http(self, url, **options):
        """Return the way to the service at `url`, or to what stands in for it. Options are those of Http."""
        url, private_hosts = stand_ins.stand_in_for(self.code, url)
        return Http(url, private_hosts=private_hosts, **options)

    def _page(self, url):
        """Return where a person looks: `url`, or the front page of what stands in for the service."""
        return stand_ins.address(self.code) or url

    def _refuse(self, verb):
        raise Unsupported(f"{self.name or type(self).__name__} cannot {verb.replace('_', ' ')}")

    def __repr__(self):
        return f'<{type(self).__name__}>'  # never the credentials


def signature_of(function):
    """Return the parameter names of a verb, for comparing an override with its base."""
    return [name for name in inspect.signature(function).parameters if name != 'self']
