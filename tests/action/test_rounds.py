"""How files are divided into rounds."""

import os
from itertools import pairwise

import pytest
from amazons3action import rounds
from amazons3action.contents import StagedFile
from amazons3action.rounds import Kind, Room, Round
from hypothesis import given
from hypothesis import strategies as st

BLOCK = 4096
MIB = 1024 * 1024
NAMES = st.lists(st.text("abc/", min_size=1, max_size=9).map(lambda name: f"d{os.path.normpath(name)}"), unique=True)
FILES = st.builds(
    lambda names, sizes: [StagedFile(name, size, 0) for name, size in zip(names, sizes, strict=False)],
    NAMES,
    st.lists(st.integers(0, 9 * BLOCK) | st.integers(0, 900 * MIB), min_size=30, max_size=30),
)
KINDS = st.builds(Kind, st.booleans(), st.just(BLOCK))
ENDLESS = Room(float("inf"), float("inf"))


def files(**sizes: int) -> list[StagedFile]:
    return [StagedFile(name, size, 0) for name, size in sizes.items()]


def needed(kind: Kind, each: Round) -> Room:
    """Add up what a round takes, in another way: all directories once, and all files."""
    names = [file.name.split("/") for file in each.files]
    directories = {"/".join(name[:end]) for name in names for end in range(1, len(name))}
    return Room(sum(map(kind.size, each.files)), len(each.files)).plus(kind.directories(len(directories)))


@given(FILES, KINDS, st.integers(1, 8), st.integers(1, 400), st.integers(1, 40))
def test_each_file_is_in_one_round_and_no_round_takes_more_than_its_share(
    staged: list[StagedFile], kind: Kind, at_once: int, blocks: int, entries: int
) -> None:
    room = Room(blocks * BLOCK, entries)
    fitting = [file for file in staged if file not in rounds.too_large(staged, kind, room)]
    made = list(rounds.split(fitting, kind, room, at_once))
    assert [file for each in made for file in each.files] == fitting
    assert [each.number for each in made] == list(range(len(made)))
    for each in made:
        assert each.needs == needed(kind, each)
        assert room.holds(each.needs)
        assert len(each.files) == 1 or Room(room.bytes / 4, room.entries / 4).holds(each.needs)


@given(FILES, KINDS)
def test_a_round_begins_only_where_the_last_one_is_full(staged: list[StagedFile], kind: Kind) -> None:
    lightest = 200 if kind.encrypted else rounds.FILES_A_START
    for each, following in pairwise(rounds.split(staged, kind, ENDLESS, 2)):
        assert rounds.weight([*each.files, following.files[0]]) > lightest


def test_few_small_files_are_one_round_and_many_are_as_many_as_are_uploaded_at_once() -> None:
    few = files(**{str(number): 8000 for number in range(299)})
    many = files(**{str(number): 8000 for number in range(3000)})
    assert len(list(rounds.split(few, Kind(False, BLOCK), ENDLESS, 1))) == 1
    assert [len(each.files) for each in rounds.split(many, Kind(False, BLOCK), ENDLESS, 4)] == [750] * 4


def test_encrypted_rounds_get_lighter_so_that_little_is_left_to_upload_at_the_end() -> None:
    few = files(**{str(number): 8000 for number in range(200)})
    many = files(**{str(number): 8000 for number in range(3000)})
    assert len(list(rounds.split(few, Kind(True, BLOCK), ENDLESS, 1))) == 1
    sizes = [len(each.files) for each in rounds.split(many, Kind(True, BLOCK), ENDLESS, 4)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == 1200
    assert sizes[-1] <= 200


def test_the_first_encrypted_round_is_a_small_part_of_very_much_so_that_the_upload_begins_soon() -> None:
    much = files(**{str(number): 25 * MIB for number in range(400)})
    first, *_ = rounds.split(much, Kind(True, BLOCK), ENDLESS, 4)
    assert rounds.weight(first.files) <= rounds.weight(much) / 8


def test_of_a_million_files_no_round_has_more_than_what_may_be_known_at_a_time() -> None:
    many = files(**{str(number): 1 for number in range(rounds.MOST_FILES * 3)})
    assert max(len(each.files) for each in rounds.split(many, Kind(False, BLOCK), ENDLESS, 1)) == rounds.MOST_FILES


@pytest.mark.parametrize(
    ("weight", "cores", "memory", "number"),
    [
        (0, 8, 1e12, 1),
        (599, 8, 1e12, 1),
        (600, 8, 1e12, 2),
        (3000, 2, 1e12, 4),
        (10**6, 2, 1e12, 4),
        (10**6, 64, 1e12, 16),
        (10**6, 8, 250 * MIB, 2),
        (10**6, 8, 1, 1),
        (10**6, 1, float("inf"), 2),
    ],
)
def test_how_many_upload_at_once_depends_on_files_cores_and_memory(
    weight: int, cores: int, memory: float, number: int
) -> None:
    assert rounds.at_once(weight, cores, memory) == number


@given(FILES, st.booleans())
def test_the_largest_come_first_but_for_one_that_is_tried_alone(staged: list[StagedFile], smallest_first: bool) -> None:
    ordered = rounds.in_order(staged, smallest_first=smallest_first)
    assert sorted(ordered) == sorted(staged)
    filled = [file.size for file in staged if file.size]
    if smallest_first and filled:
        assert ordered.pop(0).size == min(filled)
    assert [file.size for file in ordered] == sorted((file.size for file in ordered), reverse=True)


def test_a_file_that_does_not_fit_is_named_with_what_it_needs() -> None:
    kind, room = Kind(True, BLOCK), Room(3 * BLOCK, 3)
    staged = files(**{"fits": 2 * BLOCK, "large": 2 * BLOCK + 1, "a/b/c/d": 1})
    refused = rounds.too_large(staged, kind, room)
    assert [file.name for file in refused] == ["large", "a/b/c/d"]
    assert rounds.refusal(refused, kind, room) == (
        "Encrypting 'large' needs about 16384 bytes; 'a/b/c/d' needs about 4 files and directories"
    )
    assert rounds.refusal(refused * 6, kind, room).endswith(", and 2 more")


@given(st.text("abc./ \n", min_size=1).filter(lambda name: ".." not in name), st.integers(0, 99))
def test_a_link_leads_through_the_numbered_link_to_the_staged_directory(name: str, number: int) -> None:
    name = os.path.normpath(f"x/{name}").lstrip("/")
    place = os.path.join("tree", os.path.dirname(name), rounds.link(name, number))
    assert os.path.normpath(place) == os.path.join("d", str(number), os.path.basename(name))


@given(st.text("abc/ä", min_size=1, max_size=90), st.integers(0, 10**6))
def test_a_link_that_is_too_long_for_an_inode_counts_as_a_block(name: str, number: int) -> None:
    length = len(rounds.link(name, number).encode())
    assert Kind(False, BLOCK).size(StagedFile(name, 1, 0)) == BLOCK or length < 60


def test_a_link_of_a_long_path_is_as_short_as_that_of_a_short_one() -> None:
    assert len(rounds.link(f"{'host' * 60}/file.tar.gz", 12)) < 60
