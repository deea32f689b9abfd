"""All families of rules, loaded."""

from amazons3cfg.rules import (  # noqa: F401 - each puts its rules into the catalogue
    actions,
    bucket,
    document,
    encrypt,
    meaning,
    required,
    spelling,
    structure,
    system,
    values,
)
from amazons3cfg.rules.catalogue import RULES

for _code in sorted(RULES):  # families take turns in one hundred
    RULES[_code] = RULES.pop(_code)

__all__ = ["RULES"]
