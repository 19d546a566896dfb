"""Reference catalogs, one file each."""
