"""The documentation of our own templates, made from the same table that reads them."""

from .columns import MODULES, TARGETS, template_example, template_targets
from .target import plain

KINDS = {
    'text': "text",
    'price': "amount, with or without currency",
    'year': "year",
    'number': "whole number",
    'decimal': "number",
    'partner': "name of a contact",
    'percent': "percent",
    'measure': "millimetres",
    'millimetres': "millimetres",
    'length': "centimetres, or with its unit",
    'grams': "grams, or with its unit",
    'date': "date",
    'bool': "yes or no",
    'brand': "brand, in any spelling of the catalog",
    'catalog': "name from the catalog",
    'model': "text",
}
COMMON_ABOUT = {
    'reference': "The maker's number: reference, style code, style number.",
    'retail_description': "Public text. A column `notes` of older lists counts as this.",
    'internal_notes': "Private text, never leaves the system.",
    'currency': "Of all amounts in the row that do not name one.",
    'sku': "Empty: a new one is given.",
    'place': "Whole name of a place of the store, such as WH/Stock/Safe 1. The piece is received there.",
}


def accepted_words(target):
    """Return the words that stand for each code, the first few of them, e.g. "ds, deadstock, brand new; vnds ..."."""
    if not target.words:
        return ''
    groups = {}
    for word, code in target.words.items():
        keys = groups.setdefault(code, {})
        if plain(word) not in map(plain, keys):
            keys[word] = True
    return '; '.join(', '.join(list(words)[:4]) for words in groups.values())


def guide_rows(category):
    """Return [(heading, what it is, how it is read, other headings that are recognised, example)] of a template."""
    targets = template_targets(category)
    example = dict(zip(['row_id', *(target.column for target in targets)], template_example(category)))
    key = TARGETS['key']
    rows = [
        (
            'row_id',
            "Your own number of the row",
            "text; recognises the row the next time",
            key.names.replace(';', '; '),
            example['row_id'],
        )
    ]
    more = getattr(MODULES[category], 'NAMES', {})
    for target in targets:
        names = dict.fromkeys(
            [*filter(None, more.get(target.code, '').split(';')), *filter(None, target.names.split(';'))]
        )
        names.pop(target.column, None)
        words = accepted_words(target)
        about = target.about or COMMON_ABOUT.get(target.code, '')
        how = ' '.join(filter(None, (about, words and f"Words: {words}."))) or KINDS.get(target.parser, "text")
        rows.append((target.column, target.label, how, '; '.join(names), example[target.column]))
    return rows


def markdown(category, label):
    """Return the page docs/user/import-<category>.md."""
    lines = [
        f"# The import template: {label}",
        '',
        "One row is one piece. Columns may be missing and stand in any order; a list of your own with other headings",
        "is recognised by the names in the fourth column. An empty cell says nothing. The example imports as it is.",
        '',
        "| Column | What it is | How it is read | Also recognised as | Example |",
        '|---|---|---|---|---|',
    ]
    for row in guide_rows(category):
        lines.append('| ' + ' | '.join(str(cell).replace('|', '/') for cell in (f'`{row[0]}`', *row[1:])) + ' |')
    return '\n'.join(lines) + '\n'
