"""A machine that is backed up: an element that the sections peers and stage share."""

from typing import Any

from amazons3cfg.kinds.boolean import Boolean
from amazons3cfg.kinds.choice import Choice
from amazons3cfg.kinds.command_line import CommandLine
from amazons3cfg.kinds.kind import Kind
from amazons3cfg.kinds.names import ActionList
from amazons3cfg.kinds.path import Path
from amazons3cfg.kinds.text import Text
from amazons3cfg.rules.meaning import PEER_TYPE, SAME_PEER
from amazons3cfg.sections.description import Element, When

_REMOTE = When("type", ("remote",))
_MANAGED = When("managed", ("Y",))


def _default_of(name: str, help_text: str, kind: Kind[Any], required: bool | When, label: str, example: str) -> Element:
    """Return an element of remote peers that the options have a default for."""
    return Element(
        name,
        help_text,
        kind,
        label=label,
        example=example,
        required=required,
        inherits=f"options/{name}",
        read_when=_REMOTE,
    )


PEER = Element(
    "peer",
    "A machine that is backed up: this one, or one that is reached over the network.",
    repeated=True,
    required=True,
    unique="name",
    rule=SAME_PEER,
    children=(
        Element(
            "name",
            "What the peer is called, and its directory in the staging directory; of a remote peer the name of the "
            "host.",
            Text(words="a name without a slash"),
            example="web.example.com",
            required=True,
        ),
        Element(
            "type",
            "Whether the peer is this machine or another. Without it Cedar Backup passes over the whole peer.",
            Choice(("local", "remote")),
            example="remote",
            required=True,
            rule=PEER_TYPE,
        ),
        Element(
            "collect_dir",
            "The directory on the peer that its collected data is fetched from.",
            Path(),
            label="Collect directory",
            example="/opt/backup/collect",
            required=True,
        ),
        Element(
            "ignore_failures",
            "Whether a failure to stage the peer is only logged: always, on the starting day, on the other days.",
            Choice(("none", "all", "daily", "weekly")),
            example="daily",
            default="none",
        ),
        _default_of(
            "backup_user",
            "The user to log in as on a remote peer.",
            Text(words="the name of a user"),
            required=True,
            label="Backup user",
            example="backup",
        ),
        _default_of(
            "rcp_command",
            "The command that copies from a remote peer.",
            CommandLine(),
            required=True,
            label="Remote copy command",
            example="/usr/bin/scp -B",
        ),
        Element(
            "managed",
            "Whether this machine runs the peer's actions over the network.",
            Boolean(),
            example="Y",
            default="N",
            read_when=_REMOTE,
        ),
        _default_of(
            "rsh_command",
            "The command that runs a command on a managed peer.",
            CommandLine(),
            required=_MANAGED,
            label="Remote shell command",
            example="/usr/bin/ssh",
        ),
        _default_of(
            "cback_command",
            "The command for cback3 on a managed peer, without actions and --full.",
            CommandLine(),
            required=_MANAGED,
            label="Cedar Backup command",
            example="/usr/bin/cback3",
        ),
        _default_of(
            "managed_actions",
            "The actions that are run on a managed peer.",
            ActionList(),
            required=_MANAGED,
            label="Managed actions",
            example="collect, purge",
        ),
    ),
)
