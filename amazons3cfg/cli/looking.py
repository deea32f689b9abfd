"""What ``check --system`` does with a file: a check, and a look at the machine."""

from attrs import define, evolve

from amazons3cfg.checks.system import check_system
from amazons3cfg.checks.system.machine import Machine
from amazons3cfg.cli.examining import Outcome, found
from amazons3cfg.cli.files import Input
from amazons3cfg.findings import ConfigError, in_order
from amazons3cfg.text.source import decode
from amazons3cfg.text.tree import parse


@define(frozen=True, slots=True)
class Looking:
    """Where to look."""

    machine: Machine

    def look(self, file: Input, data: bytes) -> Outcome:
        """Return what is found in ``data``, which ``file`` holds, and what the machine lacks."""
        result = found(file, data)
        if file.is_data:  # it names nothing but a bucket and a command
            return Outcome(result, note="the machine was not looked at for it: --system reads XML only")
        try:
            document = parse(decode(data, file.path))
        except ConfigError:
            return Outcome(result)
        findings = in_order([*result.findings, *check_system(document, self.machine)])
        return Outcome(evolve(result, findings=findings, source=document.source if findings else None))
