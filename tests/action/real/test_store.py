"""A day arrives in the bucket, in clear and encrypted, with both versions of the AWS CLI."""

import os
from collections.abc import Callable

import pytest
from testbed.bed import Bed
from testbed.expect import expect_refused, expect_stored
from testbed.site import Site, gpg_command, gpg_decrypt
from testbed.user import backup_user

FILES = {
    "etc.tar.gz": bytes(range(256)) * 64,
    "host/mysql dump.sql": b"select 1;\n",
    "host/deep/down/here/empty": b"",
    "host/mycback.tar": b"holds 'cback.' but is no indicator",
}


def test_every_file_but_the_indicators_arrives_under_its_relative_path(
    bed: Bed, site: Site, with_aws: Callable[[Site], Site]
) -> None:
    with_aws(site)
    site.stage({**FILES, "host/cback.collect": b"an indicator"})
    expect_stored(site, site.run(), FILES)


def test_every_encrypted_object_decrypts_to_its_source(bed: Bed, site: Site, with_aws: Callable[[Site], Site]) -> None:
    with_aws(site)
    site.encrypt = gpg_command(bed.user)
    site.stage(FILES)
    expect_stored(site, site.run(), FILES, decrypt=lambda body: gpg_decrypt(bed.user, body))
    assert all(site.stored()[name] != content for name, content in FILES.items() if content)


def test_a_bucket_without_prefix_takes_the_day_at_its_root(bed: Bed) -> None:
    site = bed.site()
    site.stage({"a": b"1"})
    expect_stored(site, site.run(), {"a": b"1"})
    assert list(site.bucket.sizes()) == [f"{site.day_prefix()}a"]


def test_a_prefix_that_the_day_and_a_name_repeat_is_no_trouble(bed: Bed) -> None:
    site = bed.site(prefix="2026/11")
    files = {f"{site.day_prefix()}again": b"1", "2026/12": b"2"}
    site.stage(files)
    expect_stored(site, site.run(), files)


@pytest.mark.parametrize("encrypted", [False, True], ids=["clear", "encrypted"])
def test_an_empty_day_is_stored_as_no_objects(bed: Bed, site: Site, encrypted: bool) -> None:
    site.encrypt = gpg_command(bed.user) if encrypted else None
    site.stage({})
    expect_stored(site, site.run(), {})


def test_more_objects_than_one_listing_page_holds(site: Site) -> None:
    files = {f"{number % 7}/{number}": b"%d" % number for number in range(1500)}
    site.stage(files)
    expect_stored(site, site.run(), files)


def test_a_file_sent_in_many_parts(site: Site) -> None:
    files = {"big": os.urandom(1 << 20) * 100, "small": b"1"}
    site.stage(files)
    expect_stored(site, site.run(), files)


@pytest.mark.parametrize("bucket", ["s3://b", "b/", "/b", "b//c"])
def test_a_bucket_that_aws_would_misread_is_refused(bed: Bed, bucket: str) -> None:
    site = bed.site(options={"s3_bucket": bucket})
    site.stage({"a": b"1"})
    run = site.run()
    assert run.code > 0
    assert bucket in " ".join(run.errors())


def test_a_user_without_a_login_shell_stores(bed: Bed) -> None:
    with backup_user(bed.root, shell="/usr/sbin/nologin") as user:
        site = bed.site(user=user)
        user.configure_aws(bed.endpoint)
        site.encrypt = gpg_command(user)
        site.stage({"a": b"1"})
        expect_stored(site, site.run(), {"a": b"1"}, decrypt=lambda body: gpg_decrypt(user, body))


def test_a_failing_aws_is_reported_with_its_own_words(site: Site) -> None:
    site.stage({"a": b"1"})
    site.options["s3_bucket"] = "no-such-bucket"
    expect_refused(site, site.run(), "no-such-bucket", "exit code 1", "AccessDenied")


def test_a_prefix_that_is_not_ascii_is_kept_as_it_is(bed: Bed) -> None:
    site = bed.site(prefix="caf\u00e9")
    site.stage({"a": b"1"})
    expect_stored(site, site.run(), {"a": b"1"})
