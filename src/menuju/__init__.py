"""Menuju: a national smart-city programme, from first assessment to felt result."""

__version__ = "0.1.0"
