"""Fixtures for every test."""

from hypothesis import settings

# The same examples every time and no stopwatch: a test must not fail by chance.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")
