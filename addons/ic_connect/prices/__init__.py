"""Sources of metal prices, one file each."""
