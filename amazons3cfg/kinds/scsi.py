"""The address of a SCSI device."""

import re

from attrs import define

from amazons3cfg.findings import FieldError
from amazons3cfg.kinds.text import Text
from amazons3cfg.rules.spelling import SCSI_ID

_ADDRESS = r"\s*(?:.*:\s*)?[0-9]+\s*,\s*[0-9]+\s*,\s*[0-9]+\s*"
# Python's blanks, of which XML Schema has fewer.
_XSD_BLANKS = "[\\s\\p{Z}\u0085]*"
_XSD_NUMBERS = ",".join([f"{_XSD_BLANKS}[0-9]+{_XSD_BLANKS}"] * 3)
_SERVICE = r"\s*IO.*Services(?:/[0-9]+)?\s*"


@define(frozen=True)
class ScsiId(Text):
    """Bus, target and unit, with a method before them or not; or the name of a service, on macOS."""

    name = "SCSI id"
    words: str = "bus,target,unit such as 1,0,0, or ATA:1,0,0"
    blanks: bool = True
    xsd_form: str = f"{_XSD_BLANKS}([^\n]*:)?{_XSD_NUMBERS}|{_XSD_BLANKS}IO[^\n]*Services(/[0-9]+)?{_XSD_BLANKS}"

    def read(self, text: str) -> str:  # noqa: D102
        if re.fullmatch(_ADDRESS, text) or re.fullmatch(_SERVICE, text):
            return text
        raise FieldError(SCSI_ID.finding(f"{text!r} is not the address of a SCSI device", f"write {self.allowed}"))
