"""All that the columns of a list can mean, and a guess from their headings.

Each category has a module of its own with the columns (`TARGETS`), further headings for the common ones (`NAMES`), an
example row for the template (`EXAMPLE`) and, where titles are read, `read_title`. A new category adds its module here.
"""

from . import accessory, apparel, artwork, bullion, handbag, jewelry, sneaker, watch
from .common import COMMON
from .target import PARSERS, Target, plain

__all__ = ['CATEGORY_TARGETS', 'MODULES', 'PARSERS', 'TARGETS', 'Target', 'guess_columns', 'plain', 'targets_of']

MODULES = {
    'watch': watch,
    'handbag': handbag,
    'sneaker': sneaker,
    'apparel': apparel,
    'accessory': accessory,
    'jewelry': jewelry,
    'bullion': bullion,
    'artwork': artwork,
}
CATEGORY_TARGETS = {category: module.TARGETS for category, module in MODULES.items()}
TARGETS = {target.code: target for target in COMMON}
TARGETS.update((target.code, target) for targets in CATEGORY_TARGETS.values() for target in targets)
# Values that stand beside a target's own, for example what a word was when the list has no name for it.
EXTRA_FIELDS = {'year_approx': 'ic_year_approx'}
for _module in MODULES.values():
    EXTRA_FIELDS.update(getattr(_module, 'EXTRA_FIELDS', {}))
# What only the reading of a list needs, no column of a template.
NOT_IN_TEMPLATE = ('key', 'title', 'category', 'scope', 'photos')


def targets_of(category):
    """Return the tuple of Targets a list of `category` may feed."""
    targets = CATEGORY_TARGETS.get(category, ())
    own = {target.code for target in targets}
    skip = getattr(MODULES.get(category), 'WITHOUT', ())
    return tuple(target for target in COMMON if target.code not in own and target.code not in skip) + targets


def headings_of(category):
    """Return a dict heading (as `plain` writes it) -> target code: all headings that a list of `category` may have."""
    module = MODULES.get(category)
    more = getattr(module, 'NAMES', {})
    own = CATEGORY_TARGETS.get(category, ())
    names = {}
    for target in (*own, *(target for target in targets_of(category) if target not in own)):
        headings = (target.column, target.code, *more.get(target.code, '').split(';'), *target.names.split(';'))
        for name in filter(None, map(plain, headings)):
            # A heading that the category gives to a common field beats the other names of its own fields.
            if name in map(plain, more.get(target.code, '').split(';')):
                names[name] = target.code
            names.setdefault(name, target.code)
    return names


def guess_columns(header, category):
    """Propose what each column of `header` feeds.

    :return: list of (column name, target code or None), in the order of the header; no target is proposed twice
    """
    names = headings_of(category)
    taken, result = set(), []
    for column in header:
        code = names.get(plain(column))
        if code in taken:
            code = None
        taken.add(code)
        result.append((column, code))
    return result


def template_targets(category):
    """Return the Targets of our own CSV template of `category`, in the order of its columns."""
    return [target for target in targets_of(category) if target.code not in NOT_IN_TEMPLATE]


def template_header(category):
    """Return the header of our own CSV template of `category`: everything a list can say."""
    return ['row_id', *(target.column for target in template_targets(category))]


def template_example(category):
    """Return the cells of the example row of the template, in the order of its header."""
    example = MODULES[category].EXAMPLE
    return [example.get('row_id', ''), *(example.get(target.code, '') for target in template_targets(category))]
