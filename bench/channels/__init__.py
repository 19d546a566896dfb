"""The parts of bench_channels.py."""
