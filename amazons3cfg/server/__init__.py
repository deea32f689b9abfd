"""The language server: what an editor asks while somebody types.

A module for each request, each a pure function of an open text; the protocol's types are known to ``protocol`` and
``server`` alone, and only those two import ``pygls``, which takes long to load.
"""
