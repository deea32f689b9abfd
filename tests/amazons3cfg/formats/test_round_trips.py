"""What is written in any format reads back equal, whatever the values are."""

import pytest
import strategies
from hypothesis import example, given, settings
from hypothesis import strategies as st

from amazons3cfg import AmazonS3Config, ByteQuantity, LocalConfig
from amazons3cfg.formats import FORMATS, dumps, from_dict, loads, to_dict

# What some version of YAML, or a parser that is lenient, takes for something else than this text.
SURPRISES = [
    *("yes", "no", "on", "y", "true", "null", "~", "1e3", "0x10", "010", "1:30", "1_000", ".inf", "2024-01-01"),
    *("<<", "=", "- a", "a: b", "a #b", "&a", "*a", "!!int 3", "{a}", "[a]", "|", ">", "---", "...", "%YAML 1.1"),
    *("'", '"', '"""', "\\", "a\r", "\r\n", "a\rb\nc", "\n", " a", "a\t"),
    *("\x7f", "a\x85b", "\u2028", "a\u2029", "\ufeff", "\x9f", "\ufdd0", "\U0010ffff"),
]
texts = strategies.text | st.sampled_from(SURPRISES)
limits = st.none() | st.builds(ByteQuantity, st.none() | strategies.number_texts, st.sampled_from(strategies.UNITS))
configs = st.builds(AmazonS3Config, st.booleans(), st.none() | texts, st.none() | texts, limits, limits)
formats = st.sampled_from(list(FORMATS))


def local_config(config: AmazonS3Config | None) -> LocalConfig:
    local = LocalConfig()
    local.amazons3 = config
    return local


@settings(max_examples=3500)
@given(st.none() | configs, formats, formats)
@example(None, "yaml", "toml")
def test_a_configuration_is_equal_after_a_trip_through_any_two_formats(
    config: AmazonS3Config | None, first: str, second: str
) -> None:
    local = local_config(config)
    once = loads(dumps(local, first), first, validate=False)
    twice = loads(dumps(once, second).encode(), second, validate=False)
    assert once == local
    assert twice == local
    assert to_dict(twice) == to_dict(once)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", SURPRISES)
def test_text_that_looks_like_something_else_stays_text(text: str, form: str) -> None:
    local = local_config(AmazonS3Config(True, text, text))
    written = dumps(local, form)
    assert loads(written, form, validate=False) == local
    assert "\r" not in written
    assert written.endswith("\n")


@settings(max_examples=500)
@given(st.none() | configs)
def test_plain_data_reads_back_equal_and_leaves_out_what_is_not_set(config: AmazonS3Config | None) -> None:
    local = local_config(config)
    data = to_dict(local)
    assert from_dict(data, validate=False) == local
    assert None not in data.get("amazons3", {}).values()


def test_data_has_the_names_of_the_elements_and_quantities_as_they_were_written() -> None:
    config = AmazonS3Config(True, "b/p", "gpg ${input} ${output}", ByteQuantity("2.50", 4), 600)
    assert to_dict(local_config(config)) == {
        "amazons3": {
            "warn_midnite": True,
            "s3_bucket": "b/p",
            "encrypt": "gpg ${input} ${output}",
            "full_size_limit": "2.50 GB",
            "incr_size_limit": "600",
        }
    }
    assert to_dict(local_config(AmazonS3Config())) == {"amazons3": {"warn_midnite": False}}
    assert to_dict(LocalConfig()) == {}


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("json", '{\n  "amazons3": {\n    "warn_midnite": true,\n    "s3_bucket": "é"\n  }\n}\n'),
        ("yaml", 'amazons3:\n  warn_midnite: true\n  s3_bucket: "é"\n'),
        ("toml", '[amazons3]\nwarn_midnite = true\ns3_bucket = "é"\n'),
    ],
)
def test_what_is_written_is_what_a_person_would_write(form: str, text: str) -> None:
    assert dumps(local_config(AmazonS3Config(True, "é")), form) == text


def test_long_text_stays_on_one_line_in_yaml() -> None:
    written = dumps(local_config(AmazonS3Config(True, "b", "word " * 100)), "yaml")
    assert len(written.splitlines()) == 4
