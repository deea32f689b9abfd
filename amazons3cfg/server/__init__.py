"""The language server: what an editor asks while somebody types.

A module for each request, each a pure function of an open text; the protocol's types are known to ``conversion``,
``connection`` and ``server`` alone: the library behind them takes half a second to load.
"""
