"""Plain builders for tests, one file per slice: ``from tests import make``."""
