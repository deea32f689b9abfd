"""Names that shells, globs, URLs and the AWS CLI would take for something else."""

import os
from collections.abc import Callable

import pytest
from testbed.bed import Bed
from testbed.expect import expect_stored
from testbed.gates import make_gates
from testbed.scene import sealed
from testbed.site import Site

NAMES = [
    "with blank",
    " before and after ",
    "it's",
    'say "hi"',
    "$(touch PWNED)",
    "`touch PWNED`",
    "${HOME}$$",
    ";touch PWNED;",
    "a&b|c>d<e",
    "*",
    "?[a-z]{b,c}",
    "!x ^y",
    "-rf",
    "--delete",
    "~root",
    "#hash",
    "100%41%2F+plus",
    "a=b:c,d@e",
    "caf\u00e9 \u6f22\u5b57 \U0001f600",
    "cafe\u0301",
    ".hidden",
    "..two dots",
    "ends with dot.",
    "mycback.tar",
    "cback",
    "line\nbreak",
    "tab\tand\rreturn",
    "\x7f\x85\u2028",
    "file:/etc/passwd",
    "s3:",
]
FILES = {
    **{name: name.encode() for name in NAMES},
    **{f"cback.d/{name}/{name}": name.encode() for name in NAMES[:12]},
    "cback.d/plain": b"in a directory that is called like an indicator",
}
ODD = "a \"b\" 'c' $(touch PWNED) $HOME %41"


def _nothing_was_run(site: Site) -> bool:
    places = (site.root, site.user.home, site.day())
    return not any((place / "PWNED").exists() for place in places) and not os.path.lexists("/PWNED")


def test_any_name_arrives_as_it_is_from_directories_of_any_name(bed: Bed, with_aws: Callable[[Site], Site]) -> None:
    site = bed.site(prefix="any name+%41", staging_name=f"staging {ODD}", working_name=f"working {ODD}")
    with_aws(site)
    site.stage(FILES)
    expect_stored(site, site.run(), FILES)
    assert _nothing_was_run(site)


@pytest.mark.parametrize(
    "variables",
    ["${input} ${output}", '"${input}" "${output}"', "'${input}' '${output}'"],
    ids=["bare", "double quotes", "single quotes"],
)
def test_any_name_is_encrypted_however_the_variables_are_quoted(bed: Bed, variables: str) -> None:
    site = bed.site(staging_name=f"staging {ODD}", working_name=f"working {ODD}")
    site.encrypt = make_gates(site.root / "gates", bed.user).seal(variables=variables)
    site.stage(FILES)
    expect_stored(site, site.run(), FILES, decrypt=lambda body: sealed(bed.user, body))
    assert _nothing_was_run(site)


@pytest.mark.parametrize("encrypted", [False, True], ids=["in clear", "encrypted"])
def test_the_longest_names_and_the_deepest_directories_arrive(bed: Bed, encrypted: bool) -> None:
    site = bed.site(prefix="p")
    room = 1024 - len(site.day_prefix())
    longest = "/".join(["k" * 200] * 4)
    names = ["n" * 255, "/".join(["d"] * 100) + "/f", f"{longest}/{'k' * (room - len(longest) - 1)}"]
    files = dict.fromkeys(names, b"content")
    if encrypted:
        site.encrypt = make_gates(site.root / "gates", bed.user).seal()
    site.stage(files)
    expect_stored(site, site.run(), files, decrypt=lambda body: sealed(bed.user, body) if encrypted else body)


def test_stale_objects_of_any_name_are_removed(bed: Bed, with_aws: Callable[[Site], Site]) -> None:
    site = with_aws(bed.site(prefix="any name+%41", working_name=f"working {ODD}"))
    for name, content in FILES.items():
        site.bucket.put(site.day_prefix() + name, content)
    site.stage({"kept": b"1"})
    expect_stored(site, site.run(), {"kept": b"1"})
    assert _nothing_was_run(site)
