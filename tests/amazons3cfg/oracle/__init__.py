"""What the installed original says of a whole ``cback.conf`` with one mistake in it, beside what the check says."""
