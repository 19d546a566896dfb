"""Stateful stand-ins for outside services, spoken to over real HTTP on the loopback address."""
