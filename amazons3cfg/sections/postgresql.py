"""The section of the postgresql extension."""

from amazons3cfg.rules.required import DATABASES
from amazons3cfg.sections.databases import ALL_AND_SOME, DUMPS, USER
from amazons3cfg.sections.description import Section

POSTGRESQL = Section(
    "postgresql",
    "Which PostgreSQL databases are dumped.",
    label="PostgreSQL",
    module="CedarBackup3.extend.postgresql",
    needs=("options", "collect"),
    order="just before collect",
    refused=(ALL_AND_SOME,),
    rule=DATABASES,
    children=(USER, *DUMPS),
    unread={"password": "put it into ~/.pgpass of the user that runs the backup"},
)
