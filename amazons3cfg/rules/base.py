"""The document that the examples of the rules change, in which nothing is found as it stands."""

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
    return replaced(ACTION, changes)


def replaced(text: str, changes: Changes) -> str:
    """Return ``text`` with the changes made. Raises ``ValueError`` if a piece does not stand there once."""
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
