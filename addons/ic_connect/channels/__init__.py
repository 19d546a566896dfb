"""Places where pieces are sold, one file each."""
