"""Examples of the rules: changes of one whole document, in which nothing is found as it stands."""

from typing import NamedTuple

REFERENCE = """\
   <reference>
      <author>Kim Example</author>
      <revision>1.3</revision>
      <description>Backup of example.com</description>
   </reference>
"""
ACTION = """\
      <action>
         <name>amazons3</name>
         <module>amazons3action</module>
         <function>executeAction</function>
         <index>201</index>
      </action>
"""
OPTIONS = """\
   <options>
      <starting_day>monday</starting_day>
      <working_dir>/opt/backup/tmp</working_dir>
      <backup_user>backup</backup_user>
      <backup_group>backup</backup_group>
      <rcp_command>/usr/bin/scp -B</rcp_command>
      <override>
         <command>aws</command>
         <abs_path>/opt/aws/bin/aws</abs_path>
      </override>
      <pre_action_hook>
         <action>collect</action>
         <command>/usr/local/bin/dump-wiki</command>
      </pre_action_hook>
   </options>
"""
PEER = """\
      <peer>
         <name>server</name>
         <type>local</type>
         <collect_dir>/opt/backup/collect</collect_dir>
      </peer>
"""
COLLECT = """\
   <collect>
      <collect_dir>/opt/backup/collect</collect_dir>
      <collect_mode>daily</collect_mode>
      <archive_mode>targz</archive_mode>
      <ignore_file>.cbignore</ignore_file>
      <exclude>
         <pattern>.*[.]bak</pattern>
      </exclude>
      <dir>
         <abs_path>/etc</abs_path>
      </dir>
   </collect>
"""
STAGE = """\
   <stage>
      <staging_dir>/opt/backup/staging</staging_dir>
   </stage>
"""
PURGE = """\
   <purge>
      <dir>
         <abs_path>/opt/backup/staging</abs_path>
         <retain_days>7</retain_days>
      </dir>
   </purge>
"""
AMAZONS3 = """\
   <amazons3>
      <warn_midnite>Y</warn_midnite>
      <s3_bucket>example-bucket/staging</s3_bucket>
      <encrypt>gpg --batch -r backup -o ${output} -e ${input}</encrypt>
      <full_size_limit>2.5 GB</full_size_limit>
      <incr_size_limit>600 MB</incr_size_limit>
   </amazons3>
"""
BASE = f"""\
<?xml version="1.0"?>
<cb_config>
{REFERENCE}   <extensions>
{ACTION}   </extensions>
{OPTIONS}   <peers>
{PEER}   </peers>
{COLLECT}{STAGE}{PURGE}{AMAZONS3}</cb_config>
"""
"""A document that stores to Amazon S3, in which nothing is found."""

Changes = tuple[tuple[str, str], ...]
"""Pieces of a text, each of which stands there once, and what replaces them, one after the other."""


def _extension(name: str, module: str, index: int) -> str:
    changes = (("amazons3<", f"{name}<"), ("amazons3action", module), ("201", str(index)))
    return _replaced(ACTION, changes)


def _replaced(text: str, changes: Changes) -> str:
    for old, new in changes:
        if text.count(old) != 1:
            raise ValueError(f"{old!r} stands {text.count(old)} times in the example")
        text = text.replace(old, new)
    return text


STORE = """\
   <store>
      <source_dir>/opt/backup/staging</source_dir>
      <media_type>cdrw-74</media_type>
      <target_device>/dev/cdrw</target_device>
   </store>
"""
SPLIT = """\
   <split>
      <size_limit>2.5 GB</size_limit>
      <split_size>100 MB</split_size>
   </split>
"""
CAPACITY = """\
   <capacity>
      <max_percentage>95.5</max_percentage>
   </capacity>
"""
MYSQL = """\
   <mysql>
      <compress_mode>gzip</compress_mode>
      <all>Y</all>
   </mysql>
"""
WITH_SNAPSHOT: Changes = ((ACTION, _extension("snapshot", "backup_tools.snapshot", 99) + ACTION),)
"""An action of a third party."""
WITH_STORE: Changes = ((PURGE, STORE + PURGE),)
WITH_SPLIT: Changes = (
    ("201", "202"),
    ("      <action>\n", _extension("split", "CedarBackup3.extend.split", 201) + "      <action>\n"),
    (AMAZONS3, AMAZONS3 + SPLIT),
)
WITH_CAPACITY: Changes = (
    *WITH_STORE,
    (ACTION, ACTION + _extension("capacity", "CedarBackup3.extend.capacity", 301)),
    (AMAZONS3, AMAZONS3 + CAPACITY),
)
WITH_MYSQL: Changes = (
    (ACTION, ACTION + _extension("mysql", "CedarBackup3.extend.mysql", 99)),
    (AMAZONS3, AMAZONS3 + MYSQL),
)
BY_ORIGINAL: Changes = (("amazons3action", "CedarBackup3.extend.amazons3"),)
"""The original's store action in place of ours."""
STAGING_PEER: Changes = (
    (
        "</staging_dir>\n",
        """</staging_dir>
      <peer>
         <name>server</name>
         <type>remote</type>
         <collect_dir>/opt/backup/collect</collect_dir>
         <rsh_command>/usr/bin/ssh</rsh_command>
         <cback_command>/usr/bin/cback3</cback_command>
         <managed_actions>collect</managed_actions>
      </peer>
""",
    ),
)
BY_DEPENDENCY: Changes = (
    ("   <extensions>\n", "   <extensions>\n      <order_mode>dependency</order_mode>\n"),
    ("<index>201</index>", "<depends>\n            <run_after>stage</run_after>\n         </depends>"),
)


class Example(NamedTuple):
    """A document that fails and one that passes: ``BASE`` with changes."""

    piece: str
    """What is replaced, after the other changes."""
    wrong: str
    """What stands for it in the document that fails, with «» around the place where something is found."""
    right: str | None = None
    """What stands for it in the one that passes; by default the piece itself."""
    at: str = ""
    """The place with the marks, if it is in another piece of the document."""
    also: Changes = ()
    """The changes in both."""
    encoding: str = "utf-8"
    """What both are saved in."""

    @property
    def fails(self) -> str:
        """The document that fails."""
        return unmarked(self._marked)

    @property
    def passes(self) -> str:
        """The document that passes."""
        text = _replaced(BASE, self.also)
        return text if self.right is None else _replaced(text, ((self.piece, self.right),))

    @property
    def place(self) -> tuple[int, int]:
        """Where in the document that fails something is found: two offsets in characters."""
        before, found, _ = self._marked.replace("»", "«").split("«")
        return len(before), len(before) + len(found)

    @property
    def _marked(self) -> str:
        text = _replaced(BASE, (*self.also, (self.piece, self.wrong)))
        return _replaced(text, ((unmarked(self.at), self.at),)) if self.at else text


class Assignment(NamedTuple):
    """A value that is refused and one that is not, where no document holds the first."""

    field: str
    """The attribute of ``AmazonS3Config`` that it is assigned to."""
    wrong: object
    right: object

    @property
    def fails(self) -> str:
        """The expression in Python that is refused."""
        return f"AmazonS3Config({self.field}={_shown(self.wrong)})"

    @property
    def passes(self) -> str:
        """The expression that is not."""
        return f"AmazonS3Config({self.field}={_shown(self.right)})"


def _shown(value: object) -> str:
    return f'"{repr(value)[1:-1]}"' if isinstance(value, str) else repr(value)


def unmarked(text: str) -> str:
    """Return ``text`` without the marks around the place where something is found."""
    return text.replace("«", "").replace("»", "")
