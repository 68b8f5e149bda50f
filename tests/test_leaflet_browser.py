"""The leaflet as its readers see it: in a real Chromium, on its paper, through axe, and by PDF tools.

Skipped where those are not installed; ``.ci/browser`` installs them all.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pypdf
import pytest
from leaflets import HOSTILE, LANGS, SVG, answers, filler, made

from netinvite.pages import logo, press

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# A driver that is there but does not work is a failure, not a reason to skip.
DRIVEN = CHROMIUM and find_spec("playwright") and find_spec("axe_playwright_python")

pytestmark = pytest.mark.browser
in_chromium = pytest.mark.skipif(
    not DRIVEN, reason="not installed: chromium, playwright or axe-playwright-python"
)
by_pdftotext = pytest.mark.skipif(not shutil.which("pdftotext"), reason="not installed: pdftotext")
by_outloud = pytest.mark.skipif(not find_spec("outloud"), reason="not installed: outloud")


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    # Chromium's own sandbox does not run as root.
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def show(chromium, tmp_path):
    """Open a leaflet as a file of its own; everything that the page asks for is in ``page.asked``."""
    contexts = []

    def call(leaflet, scheme="light", width=900):
        file = tmp_path / leaflet.name
        file.write_bytes(leaflet.data)
        context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.asked, page.complaints = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.goto(file.as_uri())
        return page

    yield call
    for context in contexts:
        context.close()


def printed(page):
    """The page as Chromium prints it, with its own paper."""
    return pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def bare(text):
    return "".join(text.split())


def picture():
    return logo.look(SVG.encode())


SHOWN = [(lang, scheme, width) for lang in LANGS for scheme in ("light", "dark") for width in (900, 320)]


@in_chromium
@pytest.mark.parametrize(("lang", "scheme", "width"), SHOWN)
def test_axe_finds_no_fault(show, tmp_path, lang, scheme, width):
    """Contrast, structure, names, language: in light and dark, wide and narrow."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(show(made(tmp_path, "html", lang, picture()), scheme, width)).response
    assert [fault["id"] for fault in found["violations"] + found["incomplete"]] == []
    assert len(found["passes"]) > 15


@in_chromium
def test_axe_would_find_a_fault(show, tmp_path):
    """The guard of the test above: a page without its language and its picture's text is found."""
    from axe_playwright_python.sync_playwright import Axe

    page = show(made(tmp_path, "html", "en", picture()))
    page.evaluate("document.documentElement.lang = ''; document.querySelector('img').removeAttribute('alt')")
    assert {fault["id"] for fault in Axe().run(page).response["violations"]} >= {"html-has-lang", "image-alt"}


@in_chromium
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [320, 375, 900])
def test_nothing_runs_over_the_edge(show, tmp_path, lang, width):
    """Not even a word that has no place to break, on a phone's 320 pixels."""
    address = f"{'navn' * 14}@{'afdeling' * 6}.example.org"
    changes = {"organiser__email": address, "practical__place": "Q" * 200, "practical__heading": "Æ" * 120}
    for leaflet in (made(tmp_path, "html", lang), made(tmp_path, "html", lang, picture(), **changes)):
        page = show(leaflet, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@in_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_light_and_dark(show, tmp_path, scheme):
    """Paper and ink change places."""
    colour = show(made(tmp_path, "html"), scheme).evaluate(
        "getComputedStyle(document.documentElement).backgroundColor"
    )
    brightness = sum(map(int, re.findall(r"\d+", colour)[:3])) / 3
    assert brightness > 200 if scheme == "light" else brightness < 60


@in_chromium
def test_the_page_asks_for_nothing(show, tmp_path):
    """One file is opened, the logo shown, and the policy has nothing to complain of."""
    page = show(made(tmp_path, "html", "da", picture()))
    assert len(page.asked) == 1 or all(url.startswith("data:") for url in page.asked[1:])
    assert page.evaluate("document.querySelector('img').naturalWidth") > 0
    assert page.complaints == []


@in_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGS)
def test_it_prints_to_one_page(show, tmp_path, lang, scheme):
    """A4, with every word on it, whatever the screen's colours."""
    document = printed(show(made(tmp_path, "html", lang, picture()), scheme))
    assert len(document.pages) == 1
    text = bare(document.pages[0].extract_text())
    assert bare(answers(lang)["organiser"]["moment"]) in text
    assert bare(answers(lang)["practical"]["costs"]) in text
    assert "maja.holm@example.org" in text


@in_chromium
@pytest.mark.parametrize("most", [most for _size, most in press.PRINTED])
@pytest.mark.parametrize("lang", LANGS)
def test_the_longest_text_of_each_size_prints_to_one_page(show, tmp_path, lang, most):
    """``press.PRINTED`` promises no more than the paper holds."""
    practical = answers(lang)["practical"]
    taken = press.page_length(made(tmp_path, "html", lang).data.decode())
    room = most - taken + len(practical["gain"]) + len(practical["contribution"])
    changes = {f"practical__{name}": filler(room // 2, lang) for name in ("gain", "contribution")}
    leaflet = made(tmp_path, "html", lang, picture(), **changes)
    assert most - 40 < press.page_length(leaflet.data.decode()) <= most
    assert leaflet.notes == ()
    assert len(printed(show(leaflet)).pages) == 1


@in_chromium
def test_answers_are_text_in_the_page(show, tmp_path):
    """No element is made of an answer, and the window shows it as it was typed."""
    page = show(made(tmp_path, "html", practical__gain=f"så {HOSTILE}<img src=x onerror=alert(1)> til"))
    assert page.evaluate("document.querySelectorAll('b, img, script').length") == 0
    assert bare(HOSTILE) in bare(page.inner_text("main"))


@in_chromium
def test_a_screen_reader_hears_it_in_order(show, tmp_path):
    """The tree that assistive technology is given: heading, sections, terms, contact."""
    tree = show(made(tmp_path, "html", "da", picture())).locator("body").aria_snapshot()
    wanted = ["Arrangørens logo", "Netværk om unge og ensomhed", "Hvad det er", "Hvorfor", "Hvad du gør"]
    wanted += ["Hvad du får", "Praktisk", "Sted", "Godt at vide", "Spørg", "12 34 56 78"]
    places = [tree.index(part) for part in wanted]
    assert places == sorted(places)
    assert 'heading "Netværk om unge og ensomhed" [level=1]' in tree


@by_pdftotext
@pytest.mark.parametrize("lang", LANGS)
def test_pdftotext_reads_the_pdf(tmp_path, lang):
    """One page, in reading order, with its letters."""
    file = tmp_path / "l.pdf"
    file.write_bytes(made(tmp_path, "pdf", lang, picture()).data)
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout.decode()
    assert text.count("\f") == 1
    said = {f"{step}.{name}": words for step, table in answers(lang).items() for name, words in table.items()}
    order = ("practical.heading", "practical.about", "network.purpose", "organiser.moment")
    order += ("practical.contribution", "practical.gain", "practical.meetings", "practical.costs")
    places = [bare(text).casefold().index(bare(said[key]).casefold()) for key in order]
    assert places == sorted(places)


def outloud(file: Path):
    code = "from outloud.cli import main; main()"
    command = [sys.executable, "-c", code, "--fail-on", "warning", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@by_outloud
@pytest.mark.parametrize("lang", LANGS)
def test_a_checker_of_pdf_ua_finds_no_fault(tmp_path, lang):
    """Tags, headings, alternative text, language, title; where veraPDF is installed, by it too."""
    file = tmp_path / "l.pdf"
    file.write_bytes(made(tmp_path, "pdf", lang, picture()).data)
    done = outloud(file)
    assert done.returncode == 0 and "PASS" in done.stdout, done.stdout + done.stderr
    if verapdf := shutil.which("verapdf"):
        said = subprocess.run(
            [verapdf, "--flavour", "ua1", file], capture_output=True, text=True, check=False
        )
        assert 'isCompliant="true"' in said.stdout


@by_outloud
def test_the_checker_would_find_a_fault(tmp_path):
    """The guard of the test above: without tags it does not pass."""
    import typst

    file = tmp_path / "l.pdf"
    file.write_bytes(typst.compile(b"= Hej\n#lorem(20)", format="pdf", pdf_tags=False))
    done = outloud(file)
    assert done.returncode == 1 and "FAIL" in done.stdout, done.stdout + done.stderr
