"""What the property tests draw from: values, quantities, and whole documents with things wrong in them."""

from xml.sax.saxutils import escape

from hypothesis import strategies as st

FIELDS = ("warn_midnite", "s3_bucket", "encrypt", "full_size_limit", "incr_size_limit")
UNITS = (0, 1, 2, 4)

xml_characters = st.characters(
    exclude_categories=["Cs"],
    exclude_characters="".join(map(chr, (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))),
)
text = st.text(xml_characters, min_size=1, max_size=12) | st.sampled_from(["a", "b", "ab", "A", "é", "bucket/prefix"])

number_texts = st.one_of(
    st.integers(0, 2**40).map(str),
    st.sampled_from(["0", "-0", "-0.0e5", "1", "1024", "1.10", "2.5", ".5", "5.", "+5", "1e3", "1E-3", "0001", " 7\n"]),
    st.floats(0, 1e298).map(repr),
)
numbers = st.integers(0, 10**20) | st.floats(0, 1e298) | st.sampled_from([0, 1, 1024, 1024.0, 2**20])
not_numbers = st.sampled_from(["", " ", "abc", "5 KB", "-1", "1e", "--1", -1, -0.5, True, False, b"5", [], {}, object])
quantity_arguments = st.tuples(st.none() | numbers | number_texts, st.sampled_from(UNITS))


def elements(name: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return elements of that name with those texts, which are escaped here."""
    return values.map(lambda value: f"<{name}>{escape(value)}</{name}>" if value else f"<{name}/>")


blanks = st.sampled_from(["", " ", "\n", "\r\n\t"])
quantity_texts = st.one_of(
    st.builds("{}{}{}{}{}".format, blanks, number_texts, blanks, st.sampled_from(["", "KB", "MB", "GB"]), blanks),
    st.sampled_from(["", " ", "KB", "5 kb", "5 TB", "5 B", "-1", "1 000", "5 KB KB", "1,5", "x"]),
)
VALUES = {
    "warn_midnite": st.sampled_from(["Y", "y", "N", "n", "", " Y", "true", "1", "YY"]),
    "s3_bucket": text | st.sampled_from(["", " ", " a", "a\n", "a b"]),
    "encrypt": text | st.sampled_from(["", " ", "gpg -o ${output} ${input}"]),
    "full_size_limit": quantity_texts,
    "incr_size_limit": quantity_texts,
}
field_elements = st.sampled_from(FIELDS).flatmap(lambda name: elements(name, VALUES[name]))


def documents(children: st.SearchStrategy[str], others: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return documents of sections with those children, among those other sections."""
    sections = st.lists(children, max_size=6).map(lambda parts: f"<amazons3>{''.join(parts)}</amazons3>")
    bodies = st.lists(sections | others, max_size=3) | st.tuples(sections)
    roots = st.sampled_from(["cb_config"] * 9 + ["config"])
    return st.builds(lambda root, parts: f"<{root}>{''.join(parts)}</{root}>", roots, bodies)
