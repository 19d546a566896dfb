"""The parts of bench_storefront.py and bench_shoppers.py."""
