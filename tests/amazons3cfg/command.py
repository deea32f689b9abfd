"""The installed command, and the environment in which it and other programs run."""

import os
import sys
from pathlib import Path

COMMAND = Path(sys.executable).with_name("amazons3cfg")
# Coverage would multiply time and memory, import much, and write where another user may not.
UNMEASURED = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE")}
