"""The points a GraphQL document takes at Shopify, by the published rules.

An object is 1, a connection 2 and its `first` times what hangs on each row, a mutation 10, a plain value nothing.
"""

from pathlib import Path

from graphql import build_schema, get_named_type, get_nullable_type, is_leaf_type, is_list_type
from graphql.language import FieldNode, InlineFragmentNode, IntValueNode, VariableNode

SCHEMA = build_schema(Path(__file__).with_name('shopify_schema.graphql').read_text(encoding='utf-8'))


def cost_of(document, variables):
    """Return the points a document asks for."""
    (operation,) = [one for one in document.definitions if hasattr(one, 'operation')]
    kind = SCHEMA.mutation_type if operation.operation.value == 'mutation' else SCHEMA.query_type
    return max(1, _below(operation.selection_set, kind, variables, 10 if kind is SCHEMA.mutation_type else 0))


def _below(selections, kind, variables, each=0):
    total = 0
    for one in selections.selections:
        if isinstance(one, InlineFragmentNode):
            total += _below(one.selection_set, SCHEMA.type_map[one.type_condition.name.value], variables)
        elif isinstance(one, FieldNode):
            field = kind.fields[one.name.value]
            inner = get_named_type(field.type)
            if not is_leaf_type(inner):
                total += each or _of_field(one, field, inner, variables)
    return total


def _of_field(node, field, inner, variables):
    if inner.name in ('PageInfo', 'Count') or inner.name.endswith('UserError'):
        return 0
    below = _below(node.selection_set, inner, variables)
    asked = {one.name.value: _value(one.value, variables) for one in node.arguments or ()}
    if inner.name.endswith('Connection'):
        return 2 + (asked.get('first') or 1) * below
    if is_list_type(get_nullable_type(field.type)):
        count = asked.get('first') or len(asked.get('ids') or [1])
        return count * (1 + below)
    return below if inner.name.endswith('Edge') else 1 + below


def _value(node, variables):
    if isinstance(node, VariableNode):
        return variables.get(node.name.value)
    return int(node.value) if isinstance(node, IntValueNode) else None
