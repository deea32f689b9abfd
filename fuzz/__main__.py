"""Run the fuzz targets: ``python -m fuzz [SECONDS [TARGET...]]``, each for so many seconds, in processes of their own.

What coverage-guided fuzzing has found stays in ``dist/fuzz``; an input that fails is kept there as ``TARGET-crash-*``.
"""

import os
import sys
from importlib import import_module
from pathlib import Path
from subprocess import run

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "fuzz" / "corpus"
TOKENS = ROOT / "fuzz" / "tokens.dict"
FOUND = ROOT / "dist" / "fuzz"
# One input may take so much before it counts as a failure: seconds, megabytes, bytes of input.
LIMITS = ("-timeout=20", "-rss_limit_mb=1024", "-max_len=20000")


def run_all(seconds: int, names: list[str]) -> int:
    """Fuzz each target in turn, and return 1 if any failed."""
    failed = []
    for name in names:
        folder = FOUND / name
        folder.mkdir(parents=True, exist_ok=True)
        print(f"fuzzing {name} for {seconds} s", flush=True)
        options = [f"-max_total_time={seconds}", f"-artifact_prefix={FOUND}/{name}-", f"-dict={TOKENS}", *LIMITS]
        seeds = [str(folder), str(CORPUS / name)]
        done = run([sys.executable, "-m", "fuzz", "--target", name, *options, *seeds], cwd=ROOT)  # noqa: S603
        if done.returncode:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "no target failed")
    return bool(failed)


def run_one(name: str, arguments: list[str]) -> None:
    """Hand one target over to libFuzzer, which ends the process."""
    import atheris

    with atheris.instrument_imports(include=["amazons3cfg"]):
        from fuzz.targets import TARGETS

        for lazy in ("cli.check", "reports.text", "reports.json", "server.features"):
            import_module(f"amazons3cfg.{lazy}")
    atheris.Setup([name, *arguments], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--target"]:
        run_one(sys.argv[2], sys.argv[3:])
    else:
        chosen = sys.argv[2:] or sorted(path.name for path in CORPUS.iterdir())
        sys.exit(run_all(int((sys.argv[1:] or [os.environ.get("FUZZ_SECONDS", "60")])[0]), chosen))
