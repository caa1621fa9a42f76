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
from concordat.graph.views.page import page

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


@pytest.fixture
def open_view(chromium, tmp_path):
    """Open a view with the network off; afterwards nothing must have been asked of it, said on the console or asked of the reader."""
    faults: list[str] = []
    contexts = []

    def opened(view, at="", width=1400, height=900, **options):
        file = tmp_path / f"view-{view.name}.html"
        file.write_text(page(view), encoding="utf-8", newline="\n")
        context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", accept_downloads=True, offline=True, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(8000)
        tab.on("request", lambda request: request.url.startswith((file.as_uri(), "blob:", "data:")) or faults.append(f"request {request.url}"))
        tab.on("console", lambda message: faults.append(f"console {message.text}"))
        tab.on("pageerror", lambda error: faults.append(f"error {error}"))
        tab.on("dialog", lambda dialog: (faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
        tab.goto(file.as_uri() + at)
        if view.drawing.network:
            tab.wait_for_selector("#picture[aria-busy=false]")
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert faults == []
