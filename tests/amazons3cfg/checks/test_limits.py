"""The two size limits are compared only where both say what is meant."""

import pytest
from documents import codes, document

FULL, INCREMENTAL = "2.5 GB", "600 MB"


@pytest.mark.parametrize(
    ("full", "incremental", "expected"),
    [
        ("2.5 GB", "3 GB", ["A332"]),
        ("0", "600 MB", ["A331"]),
        ("0 GB", "0", ["A331", "A331"]),
        ("2,5 gb", "3 GB", ["A303"]),
        ("2.5 GB", "3,5 gb", ["A303"]),
        ("1 GB</full_size_limit><full_size_limit>4 GB", "3 GB", ["A204"]),
    ],
)
def test_an_incremental_limit_is_not_told_to_be_above_one_that_is_wrong_itself(
    full: str, incremental: str, expected: list[str]
) -> None:
    assert codes(document((FULL, full), (INCREMENTAL, incremental))) == expected


def test_what_the_original_reads_of_a_limit_in_pieces_is_not_compared() -> None:
    found = codes(document((FULL, "2<!-- or 3 -->.5 GB"), ("amazons3action", "CedarBackup3.extend.amazons3")))
    assert "A307" in found
    assert "A332" not in found
