"""Which columns of a record are read together: the first one that is asked for brings its whole group."""


def read_apart(model, group, but=()):
    """Have the columns of ours be read in a group of their own, one query for all of them, when one is asked for.

    For `_post_model_setup__`, and not as `prefetch=` on each field, so that a new field cannot forget it. What is long
    and only searched by the database says `prefetch=False` itself.

    :param str group: name of the group
    :param but: names of columns that Odoo's own work asks for every time, and which are read with its own
    """
    for name, field in model._fields.items():
        if name.startswith('ic_') and field.prefetch is True and name not in but:
            field.prefetch = group
