"""Complete documents: every section, each element, and an action of every official extension."""

from lxml import etree

OFFICIAL = ("amazons3", "capacity", "encrypt", "mbox", "mysql", "postgresql", "split", "subversion")
"""The extensions that have a section of their own, which is named like them."""


def _action(name: str, index: int, depends: str = "") -> str:
    return f"""
      <action>
         <name>{name}</name>
         <module>CedarBackup3.extend.{name}</module>
         <function>executeAction</function>
         <index>{index}</index>{depends}
      </action>"""


def _depends(before: str, after: str = "") -> str:
    later = f"<run_after>{after}</run_after>" if after else ""
    earlier = f"<run_before>{before}</run_before>" if before else ""
    return f"""
         <depends>{earlier}{later}</depends>"""


_INDEXES = {
    "sysinfo": 91,
    "subversion": 92,
    "mysql": 93,
    "postgresql": 94,
    "mbox": 95,
    "encrypt": 201,
    "split": 202,
    "amazons3": 203,
    "capacity": 299,
}
_DEPENDS = {
    "sysinfo": _depends("collect"),
    "subversion": _depends("collect", "sysinfo"),
    "mysql": _depends("collect, stage"),
    "postgresql": _depends("collect"),
    "mbox": _depends("collect"),
    "encrypt": _depends("split,store", "stage"),
    "split": _depends("store", "stage"),
    "amazons3": _depends("", "stage, encrypt, split"),
    "capacity": _depends("purge", "store"),
}
_BY_INDEX = f"""
   <extensions>
      <order_mode>index</order_mode>{"".join(_action(*each) for each in _INDEXES.items())}
   </extensions>"""
_BY_DEPENDENCY = f"""
   <extensions>
      <order_mode>dependency</order_mode>{"".join(_action(*each, _DEPENDS[each[0]]) for each in _INDEXES.items())}
   </extensions>"""
_PEERS = """
      <peer>
         <name>here</name>
         <type>local</type>
         <collect_dir>/var/backup/collect</collect_dir>
         <ignore_failures>daily</ignore_failures>
      </peer>
      <peer>
         <name>web.example.com</name>
         <type>remote</type>
         <collect_dir>/var/backup/web</collect_dir>
         <ignore_failures>none</ignore_failures>
         <backup_user>webbackup</backup_user>
         <rcp_command>/usr/bin/scp -B -q</rcp_command>
         <managed>Y</managed>
         <rsh_command>/usr/bin/ssh -q</rsh_command>
         <cback_command>/usr/local/bin/cback3</cback_command>
         <managed_actions>collect, purge</managed_actions>
      </peer>
      <peer>
         <name>mail.example.com</name>
         <type>remote</type>
         <collect_dir>/var/backup/mail</collect_dir>
      </peer>"""

COMPLETE = f"""\
<?xml version="1.0"?>
<cb_config>
   <reference>
      <author>Ann Admin</author>
      <revision>1.3</revision>
      <description>Nightly backup</description>
      <generator>by hand</generator>
   </reference>{_BY_INDEX}
   <options>
      <starting_day>tuesday</starting_day>
      <working_dir>/var/backup/tmp</working_dir>
      <backup_user>backup</backup_user>
      <backup_group>backup</backup_group>
      <rcp_command>/usr/bin/scp -B</rcp_command>
      <rsh_command>/usr/bin/ssh</rsh_command>
      <cback_command>/usr/bin/cback3</cback_command>
      <managed_actions>collect, purge</managed_actions>
      <override>
         <command>cdrecord</command>
         <abs_path>/opt/local/bin/cdrecord</abs_path>
      </override>
      <override>
         <command>mkisofs</command>
         <abs_path>/opt/local/bin/mkisofs</abs_path>
      </override>
      <pre_action_hook>
         <action>collect</action>
         <command>/usr/local/bin/prepare "all of it"</command>
      </pre_action_hook>
      <pre_action_hook>
         <action>mysql</action>
         <command>/usr/local/bin/flush</command>
      </pre_action_hook>
      <post_action_hook>
         <action>stage</action>
         <command>/usr/local/bin/tell stage</command>
      </post_action_hook>
   </options>
   <peers>{_PEERS}
   </peers>
   <collect>
      <collect_dir>/var/backup/collect</collect_dir>
      <collect_mode>daily</collect_mode>
      <archive_mode>targz</archive_mode>
      <ignore_file>.cbignore</ignore_file>
      <exclude>
         <abs_path>/etc/cback.conf</abs_path>
         <pattern>.*\\.bak</pattern>
         <pattern>.*~</pattern>
      </exclude>
      <file>
         <abs_path>/home/ann/.profile</abs_path>
         <collect_mode>weekly</collect_mode>
         <archive_mode>tar</archive_mode>
      </file>
      <file>
         <abs_path>/home/ann/.bashrc</abs_path>
      </file>
      <dir>
         <abs_path>/etc</abs_path>
         <collect_mode>incr</collect_mode>
         <archive_mode>tarbz2</archive_mode>
         <ignore_file>.nobackup</ignore_file>
         <link_depth>2</link_depth>
         <dereference>Y</dereference>
         <recursion_level>1</recursion_level>
         <exclude>
            <abs_path>/etc/large</abs_path>
            <rel_path>small/old</rel_path>
            <rel_path>large/new</rel_path>
            <pattern>.*\\.tmp</pattern>
         </exclude>
      </dir>
      <dir>
         <abs_path>/var/log</abs_path>
         <mode>weekly</mode>
      </dir>
      <dir>
         <abs_path>/srv</abs_path>
      </dir>
   </collect>
   <stage>
      <staging_dir>/var/backup/staging</staging_dir>
   </stage>
   <store>
      <source_dir>/var/backup/staging</source_dir>
      <media_type>cdrw-74</media_type>
      <device_type>cdwriter</device_type>
      <target_device>/dev/cdrw</target_device>
      <target_scsi_id>0,0,0</target_scsi_id>
      <drive_speed>4</drive_speed>
      <check_data>Y</check_data>
      <check_media>Y</check_media>
      <warn_midnite>Y</warn_midnite>
      <no_eject>N</no_eject>
      <refresh_media_delay>12</refresh_media_delay>
      <eject_delay>13</eject_delay>
      <blank_behavior>
         <mode>weekly</mode>
         <factor>1.3</factor>
      </blank_behavior>
   </store>
   <purge>
      <dir>
         <abs_path>/var/backup/staging</abs_path>
         <retain_days>7</retain_days>
      </dir>
      <dir>
         <abs_path>/var/backup/collect</abs_path>
         <retain_days>2</retain_days>
      </dir>
   </purge>
   <amazons3>
      <warn_midnite>Y</warn_midnite>
      <s3_bucket>example.com-backup/staging</s3_bucket>
      <encrypt>/usr/bin/gpg -c --batch -o ${{output}} ${{input}}</encrypt>
      <full_size_limit>5 GB</full_size_limit>
      <incr_size_limit>1 GB</incr_size_limit>
   </amazons3>
   <capacity>
      <max_percentage>95.5</max_percentage>
   </capacity>
   <encrypt>
      <encrypt_mode>gpg</encrypt_mode>
      <encrypt_target>Backup User</encrypt_target>
   </encrypt>
   <mbox>
      <collect_mode>incr</collect_mode>
      <compress_mode>gzip</compress_mode>
      <file>
         <abs_path>/home/ann/mail/inbox</abs_path>
         <collect_mode>daily</collect_mode>
         <compress_mode>none</compress_mode>
      </file>
      <file>
         <abs_path>/home/ann/mail/sent</abs_path>
      </file>
      <dir>
         <abs_path>/home/bob/mail</abs_path>
         <collect_mode>weekly</collect_mode>
         <compress_mode>bzip2</compress_mode>
         <exclude>
            <rel_path>spam</rel_path>
            <rel_path>trash</rel_path>
            <pattern>.*junk.*</pattern>
         </exclude>
      </dir>
      <dir>
         <abs_path>/home/cid/mail</abs_path>
      </dir>
   </mbox>
   <mysql>
      <user>root</user>
      <password>secret</password>
      <compress_mode>bzip2</compress_mode>
      <all>N</all>
      <database>customers</database>
      <database>orders</database>
   </mysql>
   <postgresql>
      <user>postgres</user>
      <compress_mode>gzip</compress_mode>
      <all>N</all>
      <database>customers</database>
      <database>orders</database>
   </postgresql>
   <split>
      <size_limit>2.5 GB</size_limit>
      <split_size>100 MB</split_size>
   </split>
   <subversion>
      <collect_mode>weekly</collect_mode>
      <compress_mode>none</compress_mode>
      <repository>
         <type>FSFS</type>
         <abs_path>/srv/svn/one</abs_path>
         <collect_mode>incr</collect_mode>
         <compress_mode>gzip</compress_mode>
      </repository>
      <repository>
         <abs_path>/srv/svn/two</abs_path>
      </repository>
      <repository_dir>
         <type>BDB</type>
         <abs_path>/srv/svn/more</abs_path>
         <collect_mode>daily</collect_mode>
         <compress_mode>bzip2</compress_mode>
         <exclude>
            <rel_path>old</rel_path>
            <rel_path>older</rel_path>
            <pattern>.*test.*</pattern>
         </exclude>
      </repository_dir>
   </subversion>
</cb_config>
"""

# What another choice makes possible, a section each: its elements cannot stand beside those above.
_VARIANTS = {
    "by dependency": _BY_DEPENDENCY,
    "without an order mode": _BY_INDEX.replace("<order_mode>index</order_mode>", ""),
    "minimal options": """
   <options>
      <starting_day>monday</starting_day>
      <working_dir>/var/backup/tmp</working_dir>
      <backup_user>backup</backup_user>
      <backup_group>backup</backup_group>
      <rcp_command>scp</rcp_command>
   </options>""",
    "peers in stage": f"""
   <stage>
      <staging_dir>/var/backup/staging</staging_dir>{_PEERS}
   </stage>""",
    "modes in the entries": """
   <collect>
      <collect_dir>/var/backup/collect</collect_dir>
      <file>
         <abs_path>/home/ann/.profile</abs_path>
         <mode>weekly</mode>
         <archive_mode>tar</archive_mode>
      </file>
      <dir>
         <abs_path>/etc</abs_path>
         <collect_mode>incr</collect_mode>
         <archive_mode>tarbz2</archive_mode>
         <ignore_file>.nobackup</ignore_file>
      </dir>
   </collect>""",
    "DVD": """
   <store>
      <source_dir>/var/backup/staging</source_dir>
      <media_type>dvd+rw</media_type>
      <device_type>dvdwriter</device_type>
      <target_device>/dev/dvd</target_device>
   </store>""",
    "no device type": """
   <store>
      <source_dir>/var/backup/staging</source_dir>
      <media_type>cdr-80</media_type>
      <target_device>/dev/cdrw</target_device>
      <target_scsi_id>ATA:1,0,0</target_scsi_id>
   </store>""",
    "capacity in bytes": """
   <capacity>
      <min_bytes>18 MB</min_bytes>
   </capacity>""",
    "modes in the mailboxes": """
   <mbox>
      <file>
         <abs_path>/home/ann/mail/inbox</abs_path>
         <collect_mode>daily</collect_mode>
         <compress_mode>none</compress_mode>
      </file>
   </mbox>""",
    "all MySQL databases": """
   <mysql>
      <compress_mode>bzip2</compress_mode>
      <all>Y</all>
   </mysql>""",
    "all PostgreSQL databases": """
   <postgresql>
      <compress_mode>bzip2</compress_mode>
      <all>Y</all>
   </postgresql>""",
    "modes in the repositories": """
   <subversion>
      <repository_dir>
         <abs_path>/srv/svn/more</abs_path>
         <collect_mode>daily</collect_mode>
         <compress_mode>bzip2</compress_mode>
      </repository_dir>
   </subversion>""",
}


def variants() -> dict[str, tuple[etree._Element, str | None]]:
    """Return complete documents by name, each with the one section that it has otherwise than the first."""
    documents: dict[str, tuple[etree._Element, str | None]] = {"complete": (etree.fromstring(COMPLETE), None)}
    for name, text in _VARIANTS.items():
        root = etree.fromstring(COMPLETE)
        section = etree.fromstring(text)
        (old,) = root.findall(str(section.tag))
        section.tail = old.tail
        root.replace(old, section)
        if section.find("peer") is not None:
            (peers,) = root.findall("peers")
            root.remove(peers)
        documents[name] = root, str(section.tag)
    return documents
