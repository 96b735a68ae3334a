"""Timings of the scoring engine; ``python -m benchmarks`` prints them."""
