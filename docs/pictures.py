"""Make the pictures of the README: the published folder of the bundled plan, opened in Chromium and photographed.

    make pictures

It takes the browser that CONCORDAT_CHROMIUM names, else the one called chromium.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from concordat import __version__
from concordat.graph import build, publish

HERE = Path(__file__).resolve().parent
PICTURES = {  # by the file in docs/: the page, with what is chosen, and the part of it to be seen
    "site.png": ("index.html", 1280, 860),
    "overlap.png": ("views/overlap.html#Home%20Office", 1440, 900),
}


def main() -> None:
    """Write every picture."""
    browser = os.environ.get("CONCORDAT_CHROMIUM") or shutil.which("chromium")
    if not browser:
        sys.exit("no Chromium here: sudo apt-get install -y chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        site = Path(folder) / "site"
        publish.publish(build.build(), site, __version__, lambda words: None)
        chromium = play.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        for name, (page, width, height) in PICTURES.items():
            tab = chromium.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
            tab.goto(f"{site.as_uri()}/{page}")
            if page.startswith("views/"):
                tab.wait_for_selector("#picture[aria-busy=false]")
            tab.screenshot(path=HERE / name)
        chromium.close()


if __name__ == "__main__":
    main()
