"""What several test modules share: Debian's Chromium, one for a module; the registers, and the bundled plan as records; how hard wild inputs are tried."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from edited_plan import PLAN, edited
from hypothesis import settings

from concordat.graph import build, records
from concordat.graph import register as registers

# The whole suite is to take minutes; who looks for trouble takes more: pytest --hypothesis-profile=long
settings.register_profile("suite", max_examples=40, deadline=None, derandomize=os.environ.get("CI") == "true")
settings.register_profile("long", max_examples=1_000, deadline=None)
settings.load_profile("suite")

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def register() -> registers.Register:
    """The bundled registers."""
    return registers.load()


@pytest.fixture(scope="session")
def names(register: registers.Register) -> registers.Names:
    """The names that count in any document."""
    return register.names("")


@pytest.fixture(scope="session")
def home() -> list[records.Record]:
    """The records of the bundled plan."""
    return records.records(build.build().graph)


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The bundled plan and the one edited by hand, as graph files."""
    folder = tmp_path_factory.mktemp("editions")
    (folder / "new.txt").write_text(edited(PLAN.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    for source, name in ((PLAN, "old.trig"), (folder / "new.txt", "new.trig")):
        (folder / name).write_bytes(build.build([source]).data)
    return folder / "old.trig", folder / "new.trig"


@pytest.fixture(scope="module")
def chromium():
    """A browser; each test opens pages of its own in it."""
    path = os.environ.get("CONCORDAT_CHROMIUM") or shutil.which("chromium")
    if not path:
        reason = "no Chromium here, so no page was opened: sudo apt-get install -y chromium"
        (pytest.fail if os.environ.get("CONCORDAT_REQUIRE_BROWSER") else pytest.skip)(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
