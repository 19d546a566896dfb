"""Marketing tools, one file each."""
