"""Levels and figures in; scores, places and their doubt out.

Usable alone: NumPy and SciPy, nothing else of the project. The modules are named by the
steps of the OECD/JRC handbook (``denominate`` ... ``ranks``, joined in ``pipeline``) and
by the questions asked of a score: ``doubt``, ``sobol``, ``raters``, ``explain``.
"""
