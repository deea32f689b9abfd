"""The same configuration as XML, JSON, YAML and TOML, and as plain Python data.

Data stands for a whole document, as a ``LocalConfig`` does: ``{"amazons3": {"s3_bucket": "b/p", ...}}``, with the
names of the XML elements as keys. Every format is one row of ``FORMATS``.
"""

from amazons3cfg.formats.converter import from_dict, to_dict
from amazons3cfg.formats.registry import FORMATS, Format, dumps, format_of, loads, read

__all__ = ["FORMATS", "Format", "dumps", "format_of", "from_dict", "loads", "read", "to_dict"]
