"""Fresh Python processes that measure themselves; each prints its figure as its last line."""

import sys

_IMPORT = """
from time import perf_counter
start = perf_counter()
{imports}
print(perf_counter() - start)
"""
# As pytest itself loads it, in a run of one empty file.
_PLUGIN = """
import sys
from importlib.metadata import EntryPoint
from time import perf_counter
import pytest
load, seconds = EntryPoint.load, []
def timed(self):
    start = perf_counter()
    loaded = load(self)
    if self.name == "amazons3cfg":
        seconds.append(perf_counter() - start)
    return loaded
EntryPoint.load = timed
pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider", sys.argv[1]])
print(sum(seconds) if seconds else "not loaded")
"""
_PARSE_ALL = """
import sys
from os import scandir
from time import perf_counter
from {module} import LocalConfig
paths = [entry.path for entry in scandir(sys.argv[1])]
start = perf_counter()
for path in paths:
    LocalConfig(xmlPath=path)
print(perf_counter() - start)
"""
_BARE_PARSE = """
import sys
from time import perf_counter
from lxml import etree
with open(sys.argv[1], "rb") as file:
    data = file.read()
start = perf_counter()
root = etree.fromstring(data)
print(perf_counter() - start)
"""
_EDIT = """
import sys
from time import perf_counter
from amazons3cfg.editing import ConfigDocument
with open(sys.argv[1], "rb") as file:
    data = file.read()
start = perf_counter()
document = ConfigDocument(data)
document.set("s3Bucket", "another-bucket")
edited = bytes(document)
print(perf_counter() - start)
"""
_PLACES = """
import sys
from time import perf_counter
from amazons3cfg.text.source import decode
from amazons3cfg.text.tree import parse
with open(sys.argv[1], "rb") as file:
    document = parse(decode(file.read()))
start = perf_counter()
for element in document.root.iter():
    document.{place}(element)
print(perf_counter() - start)
"""
# Not ru_maxrss: that of a process begins with its parent's.
_CHECK_MEMORY = """
import sys
from amazons3cfg.cli import main
try:
    main()
except SystemExit as end:
    if end.code:
        raise
with open("/proc/self/status") as status:
    peak = next(line for line in status if line.startswith("VmHWM"))
print(int(peak.split()[1]) * 1024)
"""
_ACTION = """
import sys
from time import perf_counter
from CedarBackup3.cli import Options, setupPathResolver
from CedarBackup3.config import Config
from {module} import executeAction
configuration, ending = sys.argv[1:]
config = Config(xmlPath=configuration)
setupPathResolver(config)
options = Options(argumentList=["amazons3"])
start = perf_counter()
try:
    executeAction(configuration, options, config)
    end = "done"
except ValueError:
    end = "refused"
seconds = perf_counter() - start
if end != ending:
    raise SystemExit(end)
print(seconds)
"""
_ACTION_AND_MEMORY = _ACTION.replace(
    "print(seconds)",
    """
print(seconds)
with open("/proc/self/status") as status:
    peak = next(line for line in status if line.startswith("VmHWM"))
print(int(peak.split()[1]) * 1024)
""",
)
# A child's figure begins with its parent's, which is small here.
_MEMORY_OF = """
import subprocess, sys
from resource import RUSAGE_CHILDREN, getrusage
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(getrusage(RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


def importing(imports: str) -> list[str]:
    """Return a program that tells how many seconds the statement ``imports`` takes."""
    return _python(_IMPORT.format(imports=imports))


def loading_plugin(path: str) -> list[str]:
    """Return a program that tells how many seconds a run of pytest on the file ``path`` takes to load the plugin."""
    return _python(_PLUGIN, path)


def parsing_all(module: str, folder: str) -> list[str]:
    """Return a program that tells how many seconds ``module`` takes to read every file of ``folder``."""
    return _python(_PARSE_ALL.format(module=module), folder)


def bare_parsing(path: str) -> list[str]:
    """Return a program that tells how many seconds lxml takes to parse the file at ``path``."""
    return _python(_BARE_PARSE, path)


def editing(path: str) -> list[str]:
    """Return a program that tells how many seconds it takes to edit a field of the document in the file ``path``."""
    return _python(_EDIT, path)


def placing(place: str, path: str) -> list[str]:
    """Return a program that tells how many seconds the ``place`` of every element of the file ``path`` takes.

    A place is ``start``, or ``span``, which is all about it.
    """
    return _python(_PLACES.format(place=place), path)


def checking(folder: str) -> list[str]:
    """Return a program that checks ``folder`` and tells its peak memory in bytes."""
    return _python(_CHECK_MEMORY, "check", folder)


def executing(module: str, configuration: str, ending: str) -> list[str]:
    """Return a program that tells how many seconds the ``executeAction`` of ``module`` takes.

    It fails if the action's ``ending`` is another one: ``done``, or ``refused`` with a ``ValueError``.
    """
    return _python(_ACTION.format(module=module), configuration, ending)


def executing_in_memory(module: str, configuration: str, ending: str) -> list[str]:
    """Return a program that does as ``executing``, and then tells its peak memory in bytes, too."""
    return _python(_ACTION_AND_MEMORY.format(module=module), configuration, ending)


def in_memory(*argv: str) -> list[str]:
    """Return a program that runs another, and tells the peak memory of that in bytes."""
    return _python(_MEMORY_OF, *argv)


def _python(program: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", program, *arguments]
