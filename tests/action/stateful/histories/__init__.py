"""Histories of runs, with a folder for the bucket and stubs in the places of ``aws`` and the encrypt command."""
