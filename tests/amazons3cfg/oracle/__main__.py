"""Make every mistake, ask the original and the check, and print the figures and each disagreement."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from multiprocessing import get_context

from oracle.judging import Judged, judge
from oracle.mistakes import all_mistakes

_SHOWN = 40


def main() -> int:
    """Print the figures; return 1 if the original and the check disagree anywhere."""
    parser = argparse.ArgumentParser(prog="oracle", description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="take every Nth mistake only")
    parser.add_argument("--show", type=int, default=_SHOWN, help="show so many disagreements of each kind")
    options = parser.parse_args()
    processes = os.cpu_count() or 1
    with get_context("fork").Pool(processes) as pool:
        parts = pool.starmap(_judged, ((part, processes, options.every) for part in range(processes)))
    judged = [each for part in parts for each in part]
    wrong = disagreements(judged)
    for title, cases in wrong.items():
        for case in cases[: options.show]:
            print(f"{title}: {case}")
    print(figures(judged))
    return 1 if any(wrong.values()) else 0


def _judged(part: int, parts: int, every: int) -> list[Judged]:
    return [judge(mistake) for number, mistake in enumerate(all_mistakes()) if number % (parts * every) == part * every]


def disagreements(judged: Iterable[Judged]) -> dict[str, list[Judged]]:
    """Return what may not be, by what it is."""
    cases = list(judged)
    return {
        "refused by the original and not found": [each for each in cases if each.is_gap],
        "false alarm": [each for each in cases if each.is_false_alarm],
        "misspelt and not noticed": [each for each in cases if not each.noticed],
        "without effect and not noticed": [each for each in cases if each.is_silent],
    }


def figures(judged: Iterable[Judged]) -> str:
    """Return the table of figures, a row for each kind of mistake."""
    return "\n".join(_rows(list(judged)))


def _rows(cases: list[Judged]) -> Iterator[str]:
    head = ("mistakes", "all", "refused", "found", "unheeded", "told", "taken", "alarms", "on purpose")
    yield "".join(f"{word:>11}" for word in head)
    for deed in (*sorted({each.deed for each in cases}), "all"):
        chosen = [each for each in cases if deed in (each.deed, "all")]
        count = Counter(each.verdict.outcome for each in chosen)
        numbers = (
            len(chosen),
            count["refused"],
            count["refused"] - sum(each.is_gap for each in chosen),
            count["unheeded"],
            count["unheeded"] - sum(each.is_silent for each in chosen),
            count["taken"],
            sum(each.is_false_alarm for each in chosen),
            sum(bool(each.exception) and each.verdict.outcome == "taken" for each in chosen),
        )
        yield f"{deed:>11}" + "".join(f"{number:>11,}" for number in numbers)
    names = [each for each in cases if each.deed == "misspelt"]
    yield f"misspelt names noticed: {sum(each.noticed for each in names):,} of {len(names):,}"


if __name__ == "__main__":
    sys.exit(main())
