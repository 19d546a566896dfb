def migrate(cr, version):
    """Forget what each wish said for itself: its kind says it now. The other columns go with their fields."""
    cr.execute("ALTER TABLE ic_wish DROP COLUMN IF EXISTS facts")
