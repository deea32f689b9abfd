"""The section of the mysql extension."""

from amazons3cfg.kinds.text import Text
from amazons3cfg.rules.required import DATABASES
from amazons3cfg.sections.databases import ALL_AND_SOME, DUMPS, USER
from amazons3cfg.sections.description import Element, Section

MYSQL = Section(
    "mysql",
    "Which MySQL databases are dumped.",
    label="MySQL",
    module="CedarBackup3.extend.mysql",
    needs=("options", "collect"),
    order="just before collect",
    refused=(ALL_AND_SOME,),
    rule=DATABASES,
    children=(
        USER,
        Element(
            "password",
            "That user's password. Everyone sees it who can read the file or list processes; a client's own "
            "configuration such as ~/.my.cnf keeps it better.",
            Text(words="a password", blanks=True),
            example="secret",
            secret=True,
        ),
        *DUMPS,
    ),
)
