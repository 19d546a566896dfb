"""Which word somebody meant: the words of a shop by their trigrams, so that a typo is compared with few of them.

No ORM here.
"""

from collections import Counter, defaultdict

from odoo.addons.ic_inventory_luxury.models.piece.search_words import INSIDE, TYPO_MIN, spelled_like

# So many words, those that share most trigrams, are compared letter by letter.
COMPARED = 40


def trigrams(word):
    """Return the trigrams of a word as a set; its beginning counts, as in PostgreSQL.

    >>> sorted(trigrams("tank"))
    ['  t', ' ta', 'ank', 'nk ', 'tan']
    """
    padded = f'  {word} '
    return {padded[place : place + 3] for place in range(len(padded) - 2)}


class Vocabulary:
    """The words of `texts`."""

    def __init__(self, texts):
        self.words = {word for text in texts for word in text.split() if len(word) >= INSIDE}
        self._joined = ' '.join(sorted(self.words))
        self._by_trigram = defaultdict(list)
        for word in self.words:
            for trigram in trigrams(word):
                self._by_trigram[trigram].append(word)

    def __contains__(self, word):
        """Tell whether a word is known, or the beginning or another part of one."""
        return word in self._joined

    def correct(self, word):
        """Return the word that `word` is a misspelling of, or None."""
        if len(word) < TYPO_MIN or word.isdigit():
            return None
        shared = Counter(other for trigram in trigrams(word) for other in self._by_trigram.get(trigram, ()))
        near = [other for other, _shared in shared.most_common(COMPARED)]
        return next(iter(spelled_like(word, near, limit=1)), None)
