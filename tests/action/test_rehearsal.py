"""What storing a day would change, as a comparison of what is staged with what is listed."""

from amazons3action.plan import Listed
from amazons3action.rehearsal import Change, changes
from hypothesis import given
from hypothesis import strategies as st

KEYS = st.text("ab/", min_size=1, max_size=4)
SIZES = st.dictionaries(KEYS.filter(lambda key: not key.endswith("/")), st.integers(0, 9))
OBJECTS = st.dictionaries(KEYS, st.integers(0, 9))


def listing(objects: dict[str, int]) -> dict[str, Listed]:
    return {key: Listed(size, "") for key, size in objects.items()}


def test_what_is_new_is_uploaded_what_is_there_replaced_and_what_is_stale_removed() -> None:
    found = changes({"a": 1, "b": 2}, listing({"b": 3, "c": 4, "folder/": 0}))
    assert found == [Change("upload", "a", 1), Change("replace", "b", 2, 3), Change("remove", "c", 4)]


@given(SIZES, OBJECTS)
def test_after_the_changes_the_bucket_holds_what_is_staged_and_folders(
    sizes: dict[str, int], objects: dict[str, int]
) -> None:
    after = dict(objects)
    for change in changes(sizes, listing(objects)):
        if change.kind == "remove":
            assert after.pop(change.key) == change.size
        else:
            assert (change.before is None) == (change.kind == "upload")
            assert after.get(change.key) == change.before
            after[change.key] = change.size
    expected = sizes or objects
    assert {key: size for key, size in after.items() if not key.endswith("/")} == {
        key: size for key, size in expected.items() if not key.endswith("/")
    }
