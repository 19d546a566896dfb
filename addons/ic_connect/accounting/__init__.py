"""Accounting programs, one file each."""
