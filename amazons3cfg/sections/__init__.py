"""Every section of ``cback.conf``, described once, as data: checks, schemas, help and pages follow from it."""
