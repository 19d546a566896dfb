"""Carriers of messages, one file each."""
