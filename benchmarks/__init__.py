"""Measures the library and the action beside the original and the physical limit: ``python -m benchmarks``.

line.py       what a line of the table is: the work, the target, how it is measured
turns.py      figures taken by turns, so that a slow minute of the machine hits all sides alike
workshop.py   where measuring happens: the sizes, a folder, the real parts of the action
documents.py  the configuration documents that are read
programs.py   fresh Python processes that measure themselves
library.py    reading, writing and comparing in a warm process
commands.py   imports and the command line in fresh processes
files.py      many files and big files
action.py     the real ``cback3`` with either action, over the same server
table.py      rows as text, and the page in the documentation
"""
