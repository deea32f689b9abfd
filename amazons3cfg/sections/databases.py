"""Databases that are dumped: elements that the sections mysql and postgresql share."""

from attrs import evolve

from amazons3cfg.kinds.boolean import Boolean
from amazons3cfg.kinds.text import Text
from amazons3cfg.sections.description import Element, When
from amazons3cfg.sections.modes import COMPRESS_MODE

USER = Element(
    "user",
    "The database user to dump as. Without it, the one that the client's own configuration names.",
    Text(words="the name of a database user"),
    example="backup",
)
DUMPS = (
    evolve(COMPRESS_MODE, required=True, help="How the dumps are compressed."),
    Element("all", "Whether all databases are dumped.", Boolean(), label="All databases", example="N", default="N"),
    Element(
        "database",
        "A database that is dumped; none may be named if all are.",
        Text(words="the name of a database"),
        example="shop",
        repeated=True,
        required=When("all", ("N",)),
    ),
)
ALL_AND_SOME = (When("all", ("Y",)), When("database"))
