"""What holds for the kind of value of every element: its example goes each way and comes back."""

import re

import jsonschema
import pytest

from amazons3cfg.findings import FieldError
from amazons3cfg.kinds.boolean import Boolean
from amazons3cfg.kinds.choice import Choice
from amazons3cfg.kinds.numbers import Number, Whole
from amazons3cfg.kinds.size import Size
from amazons3cfg.sections import CB_CONFIG
from amazons3cfg.sections.description import Element

LEAVES = [pytest.param(element, id=path) for path, element in CB_CONFIG.walk() if element.kind]


@pytest.mark.parametrize("element", LEAVES)
def test_an_example_reads_back_from_text_and_from_data(element: Element) -> None:
    kind = element.values
    value = kind.read(element.example)
    assert kind.sort_key(kind.read(kind.write(value))) == kind.sort_key(value)
    assert kind.sort_key(kind.from_data(kind.to_data(value))) == kind.sort_key(value)
    assert kind.sort_key(kind.assigned(value if not isinstance(value, tuple) else kind.write(value))) is not None
    assert list(kind.remarks(element.example)) == []


@pytest.mark.parametrize("element", LEAVES)
def test_the_descriptions_of_a_kind_take_its_example(element: Element) -> None:
    kind = element.values
    jsonschema.validate(kind.to_data(kind.read(element.example)), kind.json_schema)
    if kind.pattern:
        assert re.fullmatch(kind.pattern, element.example)
    for choice in kind.choices:
        kind.read(choice)
    assert element.allowed
    assert element.title[0].isupper()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Boolean(), "Y"),
        (Boolean(), 1),
        (Whole(minimum=0), "-1"),
        (Whole(minimum=1), "x"),
        (Number(maximum=100), 101),
        (Number(), "nan"),
        (Choice(("a", "b")), "c"),
        (Size(), True),
        (Size(), []),
    ],
)
def test_data_that_is_no_value_is_refused(kind: Boolean | Whole | Number | Choice | Size, value: object) -> None:
    with pytest.raises(FieldError) as caught:
        kind.from_data(value)
    assert all(found.hint for found in caught.value.findings)
