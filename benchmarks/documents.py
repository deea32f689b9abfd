"""The configuration documents that are read."""

from functools import cache
from pathlib import Path

_COMPLETE = Path(__file__).parent.parent / "samples/full.conf"
_SECTION = """\
   <amazons3>
      <warn_midnite>Y</warn_midnite>
      <s3_bucket>{bucket}</s3_bucket>
      <encrypt>gpg -c -o ${{output}} ${{input}}</encrypt>
      <full_size_limit>2.5 GB</full_size_limit>
      <incr_size_limit>600 MB</incr_size_limit>
   </amazons3>
"""
_OTHERS = """\
   <!-- Nightly backup of one machine. See cback3.conf(5) for each element. -->
   <reference>
      <author>Example Administrator</author>
      <revision>1.3</revision>
      <description>Collect, stage, store</description>
      <generator>By hand</generator>
   </reference>
   <extensions>
      <order_mode>index</order_mode>
      <action>
         <name>amazons3</name>
         <module>amazons3action</module>
         <function>executeAction</function>
         <index>299</index>
      </action>
   </extensions>
   <options>
      <starting_day>tuesday</starting_day>
      <working_dir>/var/backups/tmp</working_dir>
      <backup_user>backup</backup_user>
      <backup_group>backup</backup_group>
      <rcp_command>/usr/bin/scp -B</rcp_command>
   </options>
   <peers>
      <peer>
         <name>machine1</name>
         <type>local</type>
         <collect_dir>/var/backups/collect</collect_dir>
      </peer>
   </peers>
   <stage>
      <staging_dir>/var/backups/staging</staging_dir>
   </stage>
   <purge>
      <dir>
         <abs_path>/var/backups/staging</abs_path>
         <retain_days>7</retain_days>
      </dir>
   </purge>
"""
_DIRECTORY = """\
      <dir>
         <abs_path>/srv/data/{number:06}</abs_path>
         <mode>incr</mode>
         <archive_mode>targz</archive_mode>
         <ignore_file>.cbignore</ignore_file>
      </dir>
"""
_COLLECT = """\
   <collect>
      <collect_dir>/var/backups/collect</collect_dir>
      <collect_mode>daily</collect_mode>
      <archive_mode>targz</archive_mode>
      <ignore_file>.cbignore</ignore_file>
{directories}   </collect>
"""


def small(bucket: str = "example.com-backup/staging") -> str:
    """Return a document of 0.3 kB with nothing but the section."""
    return _document(_SECTION.format(bucket=bucket))


def typical(bucket: str = "example.com-backup/staging") -> str:
    """Return a whole configuration of 5 kB, with the section as the last one."""
    return sized(5000).replace("example.com-backup/staging", bucket)


def complete(bucket: str = "example.com-backup/staging") -> str:
    """Return a configuration of 7 kB with every section and extension; its peers and paths go by the bucket."""
    name = bucket.partition("/")[0]
    text = _COMPLETE.read_text(encoding="utf-8").replace("example.com-backup/staging", bucket)
    return text.replace(".example.com<", f".{name}.example.com<").replace("/kim/", f"/{name}/")


@cache
def sized(size: int) -> str:
    """Return a whole configuration of about ``size`` bytes, which collects as many directories as that takes."""
    rest = len(_document(_OTHERS + _COLLECT + _SECTION))
    directories = (_DIRECTORY.format(number=number) for number in range((size - rest) // len(_DIRECTORY)))
    collect = _COLLECT.format(directories="".join(directories))
    return _document(_OTHERS + collect + _SECTION.format(bucket="example.com-backup/staging"))


def _document(content: str) -> str:
    return f'<?xml version="1.0"?>\n<cb_config>\n{content}</cb_config>\n'
