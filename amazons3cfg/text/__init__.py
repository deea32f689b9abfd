"""A document as text: its bytes, the places in them, the parsed tree, and how it is saved."""
