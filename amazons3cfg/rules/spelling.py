"""A34 and A35: how values of each kind are written."""

from amazons3cfg.rules.base import WITH_SNAPSHOT, WITH_STORE
from amazons3cfg.rules.catalogue import rule
from amazons3cfg.rules.example import Example

PATH = rule(
    "A341",
    "path",
    "error",
    "A path does not begin with a slash.",
    "Cedar Backup refuses the whole file.",
    Example("<abs_path>/etc<", "<abs_path>«etc»<"),
)
NUMBER = rule(
    "A342",
    "number",
    "error",
    "A number is none, or is out of its bounds.",
    "Cedar Backup refuses the whole file, or compares with something that is no number.",
    Example("<retain_days>7<", "<retain_days>«a week»<"),
)
CHOICE = rule(
    "A343",
    "choice",
    "error",
    "A value is none of the words that may stand there.",
    "Cedar Backup refuses the whole file; capitals and blanks count.",
    Example("monday", "«Monday»"),
)
PYTHON_NAME = rule(
    "A345",
    "python-name",
    "error",
    "The name of a module or function is none that Python has.",
    "Cedar Backup loads all extensions at every start, and ends if one cannot be loaded.",
    Example("backup_tools.snapshot", "«backup-tools.snapshot»", also=WITH_SNAPSHOT),
)
REGEX = rule(
    "A346",
    "regex",
    "error",
    "A pattern is not a regular expression.",
    "Cedar Backup refuses the whole file.",
    Example(".*[.]bak", "«*.bak»"),
)
SCSI_ID = rule(
    "A347",
    "scsi-id",
    "error",
    "The address of a SCSI device has another form than Cedar Backup takes.",
    "Cedar Backup refuses the whole file.",
    Example(
        "</target_device>\n",
        "</target_device>\n      <target_scsi_id>«0:0:0»</target_scsi_id>\n",
        "</target_device>\n      <target_scsi_id>0,0,0</target_scsi_id>\n",
        also=WITH_STORE,
    ),
)
BLANK_ENDS = rule(
    "A348",
    "blank-ends",
    "warning",
    "A value has blanks at its ends, or nothing but blanks.",
    "They are kept, so that for instance a user of that name is not found.",
    Example("<backup_user>backup<", "<backup_user>«backup »<"),
)
NUMBER_FORM = rule(
    "A349",
    "number-form",
    "warning",
    "A number is written in a way that Python reads and others do not.",
    "Other programs and the schemas refuse it.",
    Example("<retain_days>7<", "<retain_days>«1_0»<", "<retain_days>10<"),
)
NO_SHELL = rule(
    "A350",
    "no-shell",
    "warning",
    "A command uses the syntax of a shell, and no shell runs it.",
    "Cedar Backup splits it at blanks and hands the words over as they are.",
    Example("<command>/usr/local/bin/dump-wiki<", "<command>«/usr/local/bin/dump-wiki | logger»<"),
)
