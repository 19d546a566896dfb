"""Rows copied many times over by the database: a store of 20,000 from one of 2,000 in seconds."""


class Copier:
    """Makes `times` copies of records with what hangs on them: children follow the copies of their parents."""

    def __init__(self, cr, times):
        self.cr, self.times = cr, times

    def columns(self, table):
        self.cr.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
            [table],
        )
        return [name for (name,) in self.cr.fetchall()]

    def copy(self, table, where='TRUE', parents=None, **changes):
        """Copy the rows of `table` that meet `where`; the copies are known in the table map_<table> (old, n, new).

        :param dict parents: column -> table copied before; only rows whose first parent was copied are
        :param changes: column -> SQL for the copies, with the row as `old` and the number of the copy as `map.n`
        """
        parents = parents or {}
        names = [name for name in self.columns(table) if name != 'id']
        first = next(iter(parents), None)
        if first:
            where += f' AND old."{first}" IN (SELECT old FROM map_{parents[first]})'
        self.cr.execute(
            f"""CREATE TEMP TABLE map_{table} ON COMMIT DROP AS
                SELECT old.id AS old, n, nextval(pg_get_serial_sequence('{table}', 'id')) AS new
                  FROM "{table}" old, generate_series(1, {self.times}) n WHERE {where}"""
        )
        self.cr.execute(f'ANALYZE map_{table}')
        joins, values = self._joined(parents)
        values.update(changes)
        self.cr.execute(
            f"""INSERT INTO "{table}" (id, {', '.join(f'"{name}"' for name in names)})
                SELECT map.new, {', '.join(values.get(name, f'old."{name}"') for name in names)}
                  FROM map_{table} map JOIN "{table}" old ON old.id = map.old {joins}"""
        )

    def link(self, table, parents):
        """Copy the rows of a table that only links two others: `parents` as in `copy`."""
        first = next(iter(parents))
        joins, values = self._joined({name: parent for name, parent in parents.items() if name != first})
        names = self.columns(table)
        values[first] = 'map.new'
        self.cr.execute(
            f"""INSERT INTO "{table}" ({', '.join(f'"{name}"' for name in names)})
                SELECT {', '.join(values.get(name, f'old."{name}"') for name in names)}
                  FROM "{table}" old JOIN map_{parents[first]} map ON map.old = old."{first}" {joins}
                    ON CONFLICT DO NOTHING"""
        )

    @staticmethod
    def _joined(parents):
        """Return (the joins that find the copies of the parents, column -> SQL); what was not copied stays."""
        joins = ''.join(
            f' LEFT JOIN map_{parent} p_{name} ON p_{name}.old = old."{name}" AND p_{name}.n = map.n'
            for name, parent in parents.items()
        )
        return joins, {name: f'COALESCE(p_{name}.new, old."{name}")' for name in parents}

    def attachments(self, model, table):
        """Copy the files of copied records: the rows only, the files themselves are shared."""
        self.cr.execute(
            f"""INSERT INTO ir_attachment ({', '.join(f'"{n}"' for n in self.columns('ir_attachment') if n != 'id')})
                SELECT {
                ', '.join(
                    'map.new' if n == 'res_id' else f'old."{n}"' for n in self.columns('ir_attachment') if n != 'id'
                )
            }
                  FROM ir_attachment old JOIN map_{table} map ON map.old = old.res_id
                 WHERE old.res_model = %s AND old.res_field IS NOT NULL""",
            [model],
        )
