"""Both distributions: built as they are published, installed into an empty environment, and used there."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("packaging")  # so that the wheels are built once

ROOT = Path(__file__).parents[1]
SMOKE = """
from amazons3cfg import AmazonS3Config, ConfigError, LocalConfig
from amazons3cfg.schemas.files import load_schema, schema_path

config = LocalConfig()
config.amazons3 = AmazonS3Config(True, "example-bucket", "gpg ${input} ${output}", "2.5", 600)
text = config.toXml()
assert LocalConfig(xmlData=text) == config
assert "site-packages" in str(schema_path("section"))
load_schema("document").validate(text.decode())
load_schema("section")
try:
    LocalConfig(xmlData=text.replace(b">Y<", b">yes<"))
except ConfigError as error:
    assert error.findings[0].code == "A302"
else:
    raise AssertionError("accepted")
"""


def run(*command: str | Path, cwd: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    result = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def install(interpreter: Path, *packages: Path, cwd: Path) -> None:
    run(sys.executable, "-m", "pip", "--python", interpreter, "install", "-q", *packages, cwd=cwd)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the directory of the sdists, and of the wheels that are built from them."""
    out = tmp_path_factory.mktemp("dist")
    for source in (ROOT, ROOT / "action"):
        run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, source, cwd=out)
    return out


@pytest.fixture(scope="module")
def wheels(built: Path) -> tuple[Path, Path]:
    (library,) = built.glob("amazons3cfg-*.whl")
    (action,) = built.glob("amazons3action-*.whl")
    return library, action


@pytest.fixture(scope="module")
def installed(wheels: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the commands of an environment that holds both distributions and what they depend on."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home / "venv", with_pip=False)
    commands = home / "venv" / "bin"
    install(commands / "python", *wheels, cwd=home)
    return commands


def names(archive: Path) -> set[str]:
    if archive.suffix == ".whl":
        return set(zipfile.ZipFile(archive).namelist())
    with tarfile.open(archive) as files:
        return {name.partition("/")[2] for name in files.getnames()}


def modules(package: str) -> set[str]:
    """Return the files of a package in the tree, by the names that they have in its wheel."""
    folder = ROOT / package
    return {str(path.relative_to(folder.parent)) for path in folder.rglob("*") if path.suffix in (".py", ".typed")}


def test_the_wheel_of_the_library_holds_it_with_schemas_types_and_licence(wheels: tuple[Path, Path]) -> None:
    found = names(wheels[0])
    content = {name for name in found if ".dist-info/" not in name and ".data/" not in name}
    schemas = {f"amazons3cfg/schema/{path.name}" for path in (ROOT / "schema").iterdir()}
    assert len(schemas) >= 2
    assert content == modules("amazons3cfg") | schemas | {"amazons3cfg/docs/rules.md"}
    assert "amazons3cfg/py.typed" in content
    assert {Path(name).name for name in found - content} == {
        *("METADATA", "WHEEL", "RECORD", "LICENSE", "entry_points.txt", "amazons3cfg.1")
    }


def test_the_wheel_of_the_action_holds_it_with_types_and_licence(wheels: tuple[Path, Path]) -> None:
    found = names(wheels[1])
    content = {name for name in found if ".dist-info/" not in name}
    assert content == modules("action/amazons3action")
    assert "amazons3action/py.typed" in content
    assert "LICENSE" in {Path(name).name for name in found - content}


def test_the_sdists_hold_what_the_wheels_are_built_from_and_nothing_else(built: Path) -> None:
    (library,) = built.glob("amazons3cfg-*.tar.gz")
    (action,) = built.glob("amazons3action-*.tar.gz")
    common = {"pyproject.toml", "README.md", "LICENSE", "PKG-INFO", ".gitignore"}
    schemas = {f"schema/{path.name}" for path in (ROOT / "schema").iterdir()}
    pages = {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")}
    assert names(library) - common == modules("amazons3cfg") | schemas | pages | {"CHANGELOG.md", "docs/amazons3cfg.1"}
    assert names(action) - common == modules("action/amazons3action")


def test_what_an_index_shows_has_no_link_that_leads_nowhere(wheels: tuple[Path, Path]) -> None:
    for wheel in wheels:
        (metadata,) = (name for name in names(wheel) if name.endswith("dist-info/METADATA"))
        text = zipfile.ZipFile(wheel).read(metadata).decode()
        links = re.findall(r"\]\(([^)]+)\)", text)
        assert [link for link in links if not link.startswith("https://")] == []
        files = set(re.findall(r"`((?:docs|schema|action)/[\w./-]+\.\w+)`", text))
        assert len(files) >= 4
        assert all((ROOT / file).is_file() for file in files)
        assert "![" not in text
        assert "Project-URL: Cedar Backup 3, https://" in text


def test_the_installed_command_checks_a_file(installed: Path, tmp_path: Path) -> None:
    assert "0 errors" in run(installed / "amazons3cfg", "check", ROOT / "samples" / "good.conf", cwd=tmp_path)
    schema = run(installed / "amazons3cfg", "schema", "document", cwd=tmp_path)
    assert schema == (ROOT / "schema" / "cb_config.xsd").read_text("utf-8")


def test_the_manual_page_is_installed_where_man_looks(installed: Path) -> None:
    page = installed.parent / "share" / "man" / "man1" / "amazons3cfg.1"
    assert page.read_text("utf-8") == (ROOT / "docs" / "amazons3cfg.1").read_text("utf-8")


def test_the_installed_library_reads_writes_and_validates(installed: Path, tmp_path: Path) -> None:
    run(installed / "python", "-c", SMOKE, cwd=tmp_path)


def test_the_installed_action_is_found_by_name_with_its_dependencies(installed: Path, tmp_path: Path) -> None:
    script = (
        "from importlib import import_module, metadata; module = import_module('amazons3action');"
        "print(callable(module.executeAction), metadata.metadata('amazons3action')['License-Expression'],"
        " *metadata.requires('amazons3action'))"
    )
    words = run(installed / "python", "-c", script, cwd=tmp_path).split()
    assert words[:2] == ["True", "MIT"]
    assert {re.split("[<>=]", word)[0] for word in words[2:]} >= {"amazons3cfg", "cedar-backup3"}
    assert "amazons3cfg<0.2,>=0.1" in words  # before 1.0 a minor version may change names


def test_what_is_installed_fits_together(installed: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "pip", "--python", installed / "python", "check", cwd=tmp_path)


@pytest.mark.parametrize("name", ["python3.11", "python3.12", "python3.13", "python3.14"])
def test_the_library_works_on_every_python_that_it_claims(name: str, wheels: tuple[Path, Path], tmp_path: Path) -> None:
    interpreter = shutil.which(name)
    if not interpreter or subprocess.run([interpreter, "--version"], capture_output=True).returncode:
        pytest.skip(f"no {name} here")
    run(interpreter, "-m", "venv", "--without-pip", "venv", cwd=tmp_path)
    python = tmp_path / "venv" / "bin" / "python"
    install(python, wheels[0], cwd=tmp_path)
    run(python, "-c", SMOKE, cwd=tmp_path)
    assert "0 errors" in run(tmp_path / "venv/bin/amazons3cfg", "check", ROOT / "samples/good.conf", cwd=tmp_path)
