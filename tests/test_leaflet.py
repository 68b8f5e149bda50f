"""The leaflet: its words, its three forms, what it leaves out, and what must never get into it."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pypdf
import pytest
import typst
from extent import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from leaflets import ANSWERS, HOSTILE, LANGS, SVG, answers, filler, made, network, png
from plainterminal import PlainTerminal
from terminal import Terminal

from netinvite.app import leaflet as making
from netinvite.cli import app
from netinvite.errors import TemplateError
from netinvite.language import templates_dir
from netinvite.pages import logo, press, typesetting
from netinvite.store.records import load_guide
from netinvite.store.workspace import Workspace

SNAPSHOTS = Path(__file__).parent / "snapshots"
FORMS = tuple(making.FORMS)
EXAMPLE = templates_dir() / "en" / "example.toml"


class Page(HTMLParser):
    """The words of a page, its elements, and every address in it."""

    def __init__(self, text):
        super().__init__()
        self.said, self.elements, self.addresses, self.skipped = [], [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.skipped = tag in ("style", "title") or (self.skipped and tag == "meta")
        self.addresses += [value for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag):
        self.skipped = False

    def handle_data(self, data):
        if not self.skipped:
            self.said.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.said).split())

    def named(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def reader(leaflet):
    return pypdf.PdfReader(io.BytesIO(leaflet.data))


def words(leaflet):
    """What a leaflet says, as words without their marks."""
    kind = leaflet.name.rpartition(".")[2]
    if kind == "pdf":
        text = "\n".join(page.extract_text() for page in reader(leaflet).pages)
    else:
        text = leaflet.data.decode()
        text = Page(text).text if kind == "html" else text
    return re.findall(r"[\w@.'’]*\w", text)


def bare(text):
    """``text`` without blanks: where lines break does not matter."""
    return "".join(text.split())


def said(leaflet):
    """All of the text of a leaflet, without blanks."""
    if leaflet.name.endswith(".pdf"):
        return bare("".join(page.extract_text() for page in reader(leaflet).pages))
    text = leaflet.data.decode()
    return bare(Page(text).text if leaflet.name.endswith(".html") else text)


# The words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_reads_like_the_model_text(tmp_path, lang):
    """The ready example gives the leaflet, word for word."""
    expected = (SNAPSHOTS / f"leaflet.{lang}.txt").read_text(encoding="utf-8")
    assert made(tmp_path, "md", lang).data.decode() == expected


@pytest.mark.parametrize("lang", LANGS)
def test_the_three_forms_say_the_same(tmp_path, lang):
    """Word for word, whatever stands around the words."""
    markdown = [word.casefold() for word in words(made(tmp_path, "md", lang))]
    for form in ("html", "pdf"):
        assert [word.casefold() for word in words(made(tmp_path, form, lang))] == markdown


@pytest.mark.parametrize("form", ["md", "html", "typ"])
def test_the_layout_is_the_same_in_every_language(form):
    """Only ``_leaflet.j2`` holds words, so the three forms cannot drift apart."""
    folder = templates_dir()
    texts = {(folder / lang / f"leaflet.{form}.j2").read_text(encoding="utf-8") for lang in LANGS}
    assert len(texts) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_is_easy_to_read(tmp_path, lang):
    """LIX below 40, and twenty words a sentence at most."""
    text = re.sub(r"\*\*.*?\*\*|^- .*?: |^# ", "", made(tmp_path, "md", lang).data.decode(), flags=re.M)
    text = text[: text.rindex("Maja")]
    sentences = [part.split() for part in re.split(r"[.:?][«”]?\s|\n\n", text) if part.strip()]
    every = [word.strip(".,:") for sentence in sentences for word in sentence]
    long = sum(len(word) > 6 for word in every)
    assert max(map(len, sentences)) <= 20
    assert len(every) / len(sentences) + 100 * long / len(every) < 40


@pytest.mark.parametrize("typed", ["hver måned", "Hver måned, kl. 16!", "… a  b …", "“Ja.”"])
def test_answers_stand_as_they_were_typed(tmp_path, typed):
    """No capital, no mark and no word is added or taken."""
    text = made(tmp_path, "md", "da", practical__place=typed, practical__meetings=f"{typed}.").data.decode()
    assert f"- Sted: {typed}\n" in text
    assert f"**Praktisk.** {typed}.\n" in text or typed[-1] in ".!…”"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", LANGS)
def test_the_leaflet_never_speaks_as_one_person(tmp_path, lang, form):
    """A moment is a quotation with its name; what is said for everybody does without "I"."""
    alone = {"da": ("jeg", "mig", "min", "mit"), "en": ("i", "me", "my")}[lang]
    leaflet = made(tmp_path, form, lang, organiser__moment="Jeg I så det.")
    assert bare({"da": "»Jeg I så det.« – Maja Holm", "en": "“Jeg I så det.” – Maja Holm"}[lang]) in said(
        leaflet
    )
    without = made(tmp_path, form, lang, organiser__moment=None)
    assert not set(alone) & {word.casefold() for word in words(without)}


def test_a_moment_of_nobody_is_not_quoted(tmp_path):
    """Without the name of who says it, it would be the network's."""
    text = made(tmp_path, "md", organiser__name=None).data.decode()
    assert "Last winter" not in text


@given(data=st.data())
@settings(max_examples=examples(60), deadline=None)
def test_any_answer_may_be_missing(tmp_path_factory, data):
    """Any subset of the answers gives a leaflet without a seam; no heading stands alone."""
    lang = data.draw(st.sampled_from(LANGS))
    keys = [f"{step}__{name}" for step, table in answers(lang).items() for name in table]
    out = dict.fromkeys(data.draw(st.sets(st.sampled_from(keys))))
    text = made(tmp_path_factory.mktemp("net"), "md", lang, **out).data.decode()
    assert not re.search(r"\.\.|,,| [,.:]|None|  |\n\n\n|\*\* *\n(?!- )|: *$|, *$|[ \t]\n", text, re.M), text
    assert text.startswith("# ")


@pytest.mark.parametrize("form", FORMS)
def test_what_is_missing_is_left_out_and_named(tmp_path, form):
    """A leaflet without place and mail address has neither, and says which questions those are."""
    leaflet = made(tmp_path, form, practical__place=None, organiser__email=None)
    assert [question.key for question in leaflet.missing] == ["practical.place", "organiser.email"]
    assert not {"Place", "mailto", "example.org"} & set(words(leaflet))


@pytest.mark.parametrize("form", FORMS)
def test_with_hardly_an_answer_it_still_says_what_holds_for_all(tmp_path, form):
    """What is good to know does not depend on answers."""
    root = tmp_path / "net"
    root.mkdir()
    (root / "network.toml").write_text('schema = 2\nlang = "en"\n')
    leaflet = making.make(Workspace(root), "en", form)
    assert bare("Would you like to take part?") in said(leaflet)
    assert bare("You can leave at any time without giving a reason.") in said(leaflet)
    assert len(leaflet.missing) == len(making.NEEDED)


# Answers are data, and only the network's ----------------------------------------------------------


@pytest.mark.sampled(8)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("key", ANSWERS)
def test_answers_are_never_markup(tmp_path, form, key):
    """Whatever an answer is written like, it stands there as it was typed."""
    leaflet = made(tmp_path, form, **{key.replace(".", "__"): f"så {HOSTILE} til"})
    assert bare(HOSTILE) in said(leaflet)


@given(text=st.text(st.characters(categories=("L", "N", "P", "S"), max_codepoint=0x17F), min_size=1))
@settings(max_examples=examples(150), deadline=None)
def test_no_answer_closes_its_string(text):
    """A string of typst ends where it should, whatever stands in it."""
    from netinvite.model.wording import typst

    quoted = typst(text)
    inner = re.fullmatch(r'"((?:[^"\\]|\\["\\])*)"', quoted)
    assert inner and re.sub(r'\\(["\\])', r"\1", inner[1]) == text


@pytest.mark.parametrize("form", FORMS)
def test_nobody_stands_in_it(tmp_path, form):
    """The workspace's people do not change a leaflet by a byte."""
    alone = made(tmp_path / "alone", form).data
    workspace = network(tmp_path / "peopled")
    person = workspace.answers_file("jonas")
    person.parent.mkdir(parents=True)
    person.write_bytes(EXAMPLE.read_bytes())
    assert making.make(workspace, "en", form).data == alone


@pytest.mark.parametrize("variable", ["person.name", "reflection.why", "reflection.motive"])
def test_an_own_template_cannot_name_a_person(tmp_path, variable):
    """Not even where it asks for them: the error names the template and its line."""
    workspace = network(tmp_path)
    own = tmp_path / "templates" / "en"
    own.mkdir(parents=True)
    (own / "leaflet.md.j2").write_text(f"\n{{{{ {variable} }}}}\n")
    with pytest.raises(TemplateError, match=r"leaflet\.md\.j2, line 2"):
        making.make(workspace, "en", "md")


def test_a_damaged_answer_is_refused_by_name(tmp_path):
    """As everywhere: the file and the key."""
    workspace = network(tmp_path, practical__place=["here", "there"])
    with pytest.raises(Exception, match=r"network\.toml.*practical\.place"):
        making.make(workspace, "en", "md")


# HTML ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("picture", [None, png(), SVG.encode()])
def test_the_page_is_one_file(tmp_path, picture):
    """No address in it leads anywhere but to a call or a mail, and the browser is told to fetch nothing."""
    text = made(tmp_path, "html", logo=logo.look(picture) if picture else None).data.decode()
    page = Page(text)
    assert all(re.match(r"data:image/|tel:|mailto:", address) for address in page.addresses)
    assert "cid:" not in text and "@import" not in text and "url(" not in text
    assert "default-src 'none'" in str(page.named("meta"))


def test_the_page_is_built_of_what_its_parts_are(tmp_path):
    """Headings in order, a list of terms, an address, a language, a title."""
    page = Page(made(tmp_path, "html", "da").data.decode())
    tags = [tag for tag, _attributes in page.elements]
    assert [tag for tag in tags if tag in ("h1", "h2")] == ["h1"] + ["h2"] * 7
    assert tags.count("dt") == tags.count("dd") == 3
    assert {"main", "header", "address", "title"} <= set(tags)
    assert page.named("html") == [{"lang": "da"}]


def test_a_logo_is_part_of_the_page(tmp_path):
    """As a data: address, with a text for whoever does not see it; without a logo there is no picture."""
    picture = logo.look(png())
    text = made(tmp_path, "html", logo=picture).data.decode()
    assert Page(text).named("img") == [{"src": picture.uri, "alt": "The organiser's logo"}]
    assert Page(made(tmp_path, "html").data.decode()).named("img") == []


def test_an_answer_is_not_taken_for_the_place_of_the_logo(tmp_path):
    """What is typed stays what was typed."""
    picture = logo.look(png())
    text = made(
        tmp_path, "html", logo=picture, organiser__moment='It says src="cid:logo" here.'
    ).data.decode()
    assert text.count(picture.uri) == 1
    assert 'src="cid:logo"' in unescape(text)


# PDF -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_the_pdf_is_tagged_and_marked_accessible(tmp_path, lang):
    """One page, a title that is shown, the language, tags, and the mark of PDF/UA-1."""
    leaflet = made(tmp_path, "pdf", lang)
    assert leaflet.notes == ()
    document = reader(leaflet)
    root = document.trailer["/Root"]
    assert len(document.pages) == 1
    assert root["/Lang"] == lang
    assert root["/MarkInfo"]["/Marked"] is not False and root["/StructTreeRoot"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] is not False
    assert answers(lang)["practical"]["heading"] in document.metadata.title
    assert re.search(r"pdfuaid:part(>|=\")1", root["/Metadata"].get_data().decode())


def test_the_paper_is_a4(tmp_path):
    """210 by 297 millimetres."""
    box = reader(made(tmp_path, "pdf")).pages[0].mediabox
    assert (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)) == (210, 297)


def roles(document):
    """The kinds of the structure tree's elements in order, and the alternative texts of its figures."""
    kinds, texts, waiting = [], [], [document.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += reversed(node)
        elif isinstance(node, dict):
            kinds.append(node.get("/S", ""))
            texts += [str(node["/Alt"])] if node.get("/S") == "/Figure" else []
            waiting += [node["/K"]] if "/K" in node and not isinstance(node["/K"], int) else []
    return kinds, texts


@pytest.mark.parametrize("picture", [png(), SVG.encode()])
def test_the_tags_of_the_pdf_say_what_is_what(tmp_path, picture):
    """One first heading, seven second ones, a list, and the logo with its text."""
    kinds, texts = roles(reader(made(tmp_path, "pdf", "da", logo=logo.look(picture))))
    assert [kind for kind in kinds if str(kind).startswith("/H")] == ["/H1"] + ["/H2"] * 7
    assert kinds.count("/LI") == 3
    assert texts == ["Arrangørens logo"]


def test_danish_letters_can_be_found_in_the_pdf(tmp_path):
    """Selected, copied and searched for: æ, ø, å are themselves."""
    leaflet = made(tmp_path, "pdf", "da", practical__place="på Ærø, i Ålbæk og på Øster Hæsinge Skole")
    assert bare("på Ærø, i Ålbæk og på Øster Hæsinge Skole").casefold() in said(leaflet).casefold()


def test_the_same_answers_give_the_same_pdf(tmp_path):
    """Byte for byte, so that a copy under version control is quiet."""
    assert made(tmp_path, "pdf").data == made(tmp_path, "pdf").data


@pytest.mark.sampled(1)
@pytest.mark.parametrize("more", [0, 1000, 1900])
def test_long_answers_still_fit_the_page(tmp_path, more):
    """Letters get smaller as the text gets longer."""
    changes = {"practical__gain": filler(more // 2), "practical__contribution": filler(more // 2)}
    leaflet = made(tmp_path, "pdf", "da", **(changes if more else {}))
    assert (len(reader(leaflet).pages), leaflet.notes) == (1, ())


@pytest.mark.parametrize(("form", "expected"), [("pdf", "runs over to 2 pages"), ("html", "may run over")])
def test_what_does_not_fit_is_said(tmp_path, form, expected):
    """Nothing is cut off silently."""
    leaflet = made(tmp_path, form, practical__gain=filler(4900), practical__contribution=filler(1000))
    assert expected in leaflet.notes[0]


def test_a_character_without_a_font_costs_the_mark_not_the_leaflet(tmp_path):
    """The PDF is made all the same, tagged, and the reason named."""
    source = '#set document(title: "x")\n= x\n#"\U000f0000"\n'
    pages, unmarked, pdf = typeset(source, tmp_path)
    assert b"could not be displayed" in unmarked
    assert pages == b"1" and pdf.startswith(b"%PDF-")


def typeset(source, root):
    """What the child answers."""
    order = b"\0".join((os.fsencode(root), b"", source.encode()))
    return typesetting.typeset(order, None).split(b"\0", 2)


@pytest.mark.parametrize("begins", [typesetting._ONE_PAGE, b"otherwise"])
@pytest.mark.parametrize("count", [1, 2, 11])
def test_the_pages_of_a_pdf_are_counted(tmp_path, monkeypatch, begins, count):
    """Also where typst begins its files in another way, and whatever the text says."""
    monkeypatch.setattr(typesetting, "_ONE_PAGE", begins)
    said = typesetting._ONE_PAGE.decode().replace("\n", " ")
    source = f'#set document(title: "{said}")\n' + "#pagebreak()\n".join(["= x\n"] * count)
    pages, _unmarked, pdf = typeset(source, tmp_path)
    assert int(pages) == count == len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_the_child_waits_for_the_text_and_goes_where_none_comes(monkeypatch):
    """One is started, and used by whoever sets a PDF within; it is gone afterwards."""
    begun, start = [], press._started
    monkeypatch.setattr(press, "_started", lambda **how: begun.append(start(**how)) or begun[-1])
    with press.ahead(), press.ahead():
        assert begun[0].poll() is None
    assert len(begun) == 1 and begun[0].poll() is not None
    with press.ahead():
        made = [press.pdf('#set document(title: "x")\n= x', None) for _time in range(2)]
    assert [one.data[:5] for one in made] == [b"%PDF-"] * 2
    assert len(begun) == 3 and all(child.poll() is not None for child in begun)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("place", ["At Ærø.", "Στο σχολείο.", "…→ ✓ 🙂", "\U000f0000"])
@pytest.mark.parametrize("picture", [None, SVG.encode(), png()])
def test_the_systems_fonts_are_looked_for_where_they_are_needed(tmp_path, place, picture):
    """For letters that typst's own font lacks, and what a drawing may say; the page is the same."""
    given = {"logo": logo.look(picture) if picture else None, "practical__place": place}
    alone = made(tmp_path, "pdf", **given)
    with press.ahead(own=True):
        assert made(tmp_path, "pdf", **given) == alone


@pytest.mark.parametrize(
    ("said", "logo_file", "needed"), [("Ærø", "", False), ("✓", "", True), ("Ærø", "a.svg", True)]
)
def test_the_systems_fonts_cost_nothing_where_they_are_not_needed(
    tmp_path, monkeypatch, said, logo_file, needed
):
    """A computer may have a thousand."""
    own, every, looked = typst.Fonts(include_system_fonts=False), typst.Fonts(), []
    monkeypatch.setattr(typst, "Fonts", lambda: looked.append(1) or every)
    (tmp_path / "layout.typ").write_bytes((press.HERE / "layout.typ").read_bytes())
    (tmp_path / "a.svg").write_text(SVG, encoding="utf-8")
    told = f'invitation: "x", logo-text: "x", practical-title: "x", meetings: "{said}", to-know: ("x", "x")'
    source = f'#import "layout.typ": leaflet\n#show: leaflet.with({told})\n'
    order = b"\0".join((os.fsencode(tmp_path), logo_file.encode(), source.encode()))
    assert typesetting.typeset(order, own) == typesetting.typeset(order, None, every)
    assert bool(looked) is needed


def test_a_child_that_dies_is_told(monkeypatch):
    """As one that never was ready."""
    with press.ahead():
        press._begun[0].kill()
        with pytest.raises(TemplateError, match="typst ended without a PDF"):
            press.pdf("= x", None)


def own_typst(root, source):
    own = root / "templates" / "en"
    own.mkdir(parents=True)
    (own / "leaflet.typ.j2").write_text(source)
    return network(root)


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    "source",
    [
        '#read("/etc/passwd")',
        '#read("../../../../etc/passwd")',
        "#while true {}",
        "#nothing-of-this-name",
        '#import "@preview/cetz:0.3.4": canvas',
    ],
)
def test_an_own_layout_reaches_no_file_and_no_network(tmp_path, source):
    """Typst sees its own folder alone; whatever goes wrong names the template."""
    with pytest.raises(TemplateError, match=r"leaflet\.typ\.j2"):
        making.make(own_typst(tmp_path, source), "en", "pdf")


def test_a_package_is_refused_before_it_is_looked_for(tmp_path, monkeypatch):
    """Nothing is set, and the sentence names the package."""
    monkeypatch.setattr(press, "_typeset", lambda *order: pytest.fail("set"))
    with pytest.raises(TemplateError, match=r"asks for the package @preview/cetz:0\.3\.4"):
        making.make(own_typst(tmp_path, '#import("@preview/cetz:0.3.4"): canvas'), "en", "pdf")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can refuse sockets to a process")
@pytest.mark.parametrize("how", ["import socket; socket.socket()", "import socket; socket.socketpair()"])
def test_the_child_that_sets_a_leaflet_has_no_sockets(how):
    """The system refuses them, so that a package whose name is put together is not loaded either."""
    code = f"from netinvite.pages.typesetting import refuse_sockets as r\nr() or exit(7)\n{how}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    if done.returncode == 7:
        pytest.skip("this machine has no such filter")
    assert (b"PermissionError" in done.stderr) is ("pair" not in how)


def test_typst_is_given_no_way_out(monkeypatch):
    """A proxy of the user's is not passed on; one that nobody answers at is."""
    monkeypatch.setenv("https_proxy", "http://proxy.example.org:3128")
    monkeypatch.setenv("NO_PROXY", "*")
    found = {name: value for name, value in press._without_network().items() if "proxy" in name.lower()}
    assert set(found) == {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"}
    assert set(found.values()) == {"http://127.0.0.1:9"}


def test_a_layout_that_never_ends_is_ended(tmp_path, monkeypatch):
    """The template is named, and the program goes on."""
    monkeypatch.setattr(press, "SECONDS", 0.01)
    with pytest.raises(TemplateError, match=r"leaflet\.typ\.j2: this takes longer"):
        making.make(network(tmp_path), "en", "pdf")


@pytest.fixture
def without_typst(monkeypatch):
    for module in (making, press):
        monkeypatch.setattr(module, "find_spec", lambda name: None)


@pytest.mark.usefixtures("without_typst")
def test_without_typst_one_sentence_says_how_to_get_it(tmp_path):
    """And no PDF is written."""
    with pytest.raises(press.LeafletError, match="needs typst") as caught:
        made(tmp_path, "pdf")
    assert '.venv/bin/pip install ".[pdf]"' in caught.value.hint
    assert caught.value.exit_code == 1


# For a mail ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("da", "pjece-netvaerk-om-unge-og-ensomhed.pdf"),
        ("en", "leaflet-network-on-young-people-and-loneliness.pdf"),
    ],
)
def test_a_mail_takes_the_pdf_along(tmp_path, lang, name):
    """Named for whoever gets it."""
    found, data, _notes = making.as_file(network(tmp_path, lang), lang, tmp_path)
    assert found == name and data.startswith(b"%PDF-")


@pytest.mark.usefixtures("without_typst")
def test_a_mail_takes_the_page_along_where_there_is_no_typst(tmp_path):
    """HTML needs nothing."""
    name, data, _notes = making.as_file(network(tmp_path), "en", tmp_path)
    assert name.endswith(".html") and data.startswith(b"<!DOCTYPE html>")


@pytest.mark.usefixtures("without_typst")
def test_who_sends_a_leaflet_with_gaps_along_is_told(tmp_path):
    """How many answers are missing, and which command lists them; of a whole one nothing is said."""
    folder = network(tmp_path, practical__costs=None, practical__place=None)
    (told,) = making.as_file(folder, "en", tmp_path)[2]
    assert told.startswith("2 answers are missing, and their parts are left out of the leaflet.")
    assert f"netinvite leaflet --workspace {folder.root}" in told
    assert making.as_file(network(tmp_path / "whole"), "en", tmp_path)[2] == []


def test_a_network_without_a_name_has_a_leaflet_with_one(tmp_path):
    """By what it is about, in the writer's own words; never an empty file name."""
    changes = {"practical__heading": None}
    assert made(tmp_path, "md", **changes).name == "leaflet-young-people-and-loneliness.md"
    assert made(tmp_path, "md", **changes, network__theme="Loneliness.").name == "leaflet.md"


def test_a_file_called_leaflet_is_not_meant(tmp_path):
    """Said only where there is one."""
    assert making.also_a_file(tmp_path) == ""
    (tmp_path / "leaflet").touch()
    assert "./leaflet" in making.also_a_file(tmp_path)


# As a command --------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path, capfdbinary):
    """Run ``netinvite leaflet`` on the ready example; exit code, standard output, standard error."""
    workspace = network(tmp_path / "net")

    def call(*arguments):
        code = app.run(["leaflet", *map(str, arguments), "-w", str(workspace.root)])
        out, err = capfdbinary.readouterr()
        return code, out, err.decode()

    return call


@pytest.mark.parametrize(("form", "begins"), [("md", b"# "), ("html", b"<!DOCTYPE"), ("pdf", b"%PDF-")])
def test_standard_output_gets_the_leaflet_alone(run, form, begins):
    """Nothing is missing, so nothing is said."""
    code, out, err = run("--format", form)
    assert (code, err) == (0, "")
    assert out.startswith(begins)


@pytest.mark.parametrize("name", ["l.md", "l.html", "l.HTM", "l.pdf"])
def test_the_ending_tells_the_form(run, tmp_path, name):
    """Markdown, HTML or PDF, whatever its capitals."""
    file = tmp_path / name
    code, out, err = run("--output", file)
    assert (code, out, err) == (0, b"", f"Written: {file}\n")
    assert file.read_bytes()[:2] in {".md": b"# ", ".pdf": b"%P"}.get(file.suffix, b"<!")


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no modes")
@pytest.mark.parametrize(
    ("mask", "file_mode", "folder_mode"),
    [(0o022, 0o644, 0o755), (0o027, 0o640, 0o750), (0o077, 0o600, 0o700), (0o002, 0o664, 0o775)],
)
def test_others_may_open_what_is_handed_out(run, tmp_path, mask, file_mode, folder_mode):
    """As the umask lets them, and the folder that is made for it; --force changes nothing in that."""
    before = os.umask(mask)
    try:
        for more in ((), ("--force",)):
            assert run("--output", tmp_path / "out" / "l.html", *more)[0] == 0
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    found = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out" / "l.html", tmp_path / "out")]
    assert found == [file_mode, folder_mode]


def test_into_a_folder_it_has_its_own_name(run, tmp_path):
    """The name that a mail gives it too."""
    assert run("--format", "html", "--output", tmp_path)[0] == 0
    assert (tmp_path / "leaflet-network-on-young-people-and-loneliness.html").is_file()


def test_a_file_that_is_there_stays(run, tmp_path):
    """Unless --force says otherwise."""
    file = tmp_path / "leaflet.md"
    file.write_text("mine")
    code, _out, err = run("-o", file)
    assert code == 2 and "--force" in err and file.read_text() == "mine"
    assert run("-o", file, "--force")[0] == 0
    assert file.read_text().startswith("# Would you")


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--format", "docx"], "md, html, pdf"),
        (["--output", "leaflet.docx"], ".md, .html or .pdf"),
        (["--logo", str(EXAMPLE), "--format", "html"], "PNG, JPEG or SVG"),
        (["--logo", "nothing.png", "--format", "html"], "there is no such file"),
    ],
)
def test_wrong_usage_says_what_is_right(run, arguments, hint):
    """Exit 2, and nothing on standard output."""
    code, out, err = run(*arguments)
    assert (code, out) == (2, b"")
    assert hint in err


def test_markdown_takes_no_logo(run, tmp_path):
    """It is not dropped silently."""
    (tmp_path / "logo.svg").write_text(SVG)
    code, _out, err = run("--logo", tmp_path / "logo.svg")
    assert code == 2 and "--format html" in err


def test_a_pdf_is_not_poured_over_a_terminal(run, monkeypatch):
    """The hint names --output."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    code, out, err = run("--format", "pdf")
    assert (code, out) == (2, b"")
    assert "--output leaflet.pdf" in err


def test_on_a_terminal_it_is_wrapped_at_words(run, monkeypatch):
    """Readable at 40 columns."""
    monkeypatch.setenv("COLUMNS", "40")
    # With its marks.
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    lines = run()[1].decode().splitlines()
    assert max(map(len, lines)) <= 40
    assert bare("".join(lines)) == bare((SNAPSHOTS / "leaflet.en.txt").read_text(encoding="utf-8"))


def test_where_nobody_has_begun_it_says_how_to(tmp_path, capsys):
    """No empty leaflet."""
    assert app.run(["leaflet", "-w", str(tmp_path / "nothing")]) == 2
    assert "netinvite prepare" in capsys.readouterr().err


def test_the_way_it_names_to_answer_works(tmp_path, capsys):
    """The command on standard error fills what was missing."""
    root = str(tmp_path / "net")
    assert (
        app.run(["prepare", "-w", root, "--no-input", "-a", str(EXAMPLE), "--set", "practical.place="]) == 0
    )
    capsys.readouterr()
    assert app.run(["leaflet", "-w", root]) == 0
    out, err = capsys.readouterr()
    assert "Place" not in out and "practical.place: Where do you meet?" in err
    command = shlex.split(re.search(r"netinvite (prepare .*), or in", " ".join(err.split()))[1])
    assert app.run([word.replace("…", "At the library.") for word in command]) == 0
    capsys.readouterr()
    assert app.run(["leaflet", "-w", root]) == 0
    out, err = capsys.readouterr()
    assert "- Place: At the library.\n" in out and err == ""


def test_the_language_can_be_chosen(run):
    """Danish words around whatever the answers say."""
    assert run("--lang", "da")[1].decode().startswith("# Vil du være med?")


# Asked for -----------------------------------------------------------------------------------------


@pytest.fixture
def begun(tmp_path):
    """A network that was prepared for, and of which no leaflet was made yet."""
    practical = dict.fromkeys(f"practical__{name}" for name in answers("en")["practical"])
    network(tmp_path / "net", "en", organiser__email=None, organiser__phone=None, **practical)
    return tmp_path / "net"


def test_the_first_leaflet_asks_for_what_it_needs(begun, tmp_path):
    """On a terminal: its own questions and whom to ask, the heading proposed from the theme's own words."""
    terminal = Terminal(["leaflet", "-w", str(begun), "--lang", "en"], tmp_path, rows=40)
    terminal.wait("top of the leaflet?", "Network on young people and loneliness", "Enter")
    terminal.send("\r")
    terminal.wait("know about the network?", "The network is about", "Enter")
    terminal.send("\r")
    terminal.wait("We meet", "Enter")
    terminal.send("every month\r")
    rest = [f"practical.{name}" for name in ("place", "period", "contribution", "gain", "costs")]
    for key in (*rest, "organiser.email", "organiser.phone"):
        terminal.wait(load_guide("en").question(key).ask, "Enter")
        terminal.send("\r")
    terminal.wait("Review", "Left out", "Where do you meet?")
    terminal.settle()
    terminal.send("\r")
    terminal.read_on()
    assert terminal.end() == 0
    held = (begun / "network.toml").read_text(encoding="utf-8")
    assert 'heading = "Network on young people and loneliness"' in held
    assert 'meetings = "We meet every month."' in held and Workspace(begun).slugs() == []
    assert "Network on young people and loneliness" in terminal.raw.decode()


@pytest.mark.parametrize("known", [(), ("phone",), ("email", "phone")])
def test_the_questions_of_a_leaflet_are_counted_to_the_last_one(tmp_path, known):
    """Whom to ask is known to whoever prepared an email; left and taken up again, the count goes on."""
    practical = dict.fromkeys(f"practical__{name}" for name in answers("en")["practical"])
    unknown = dict.fromkeys(f"organiser__{name}" for name in ("email", "phone") if name not in known)
    place = network(tmp_path, "en", **practical, **unknown)
    walk, told = making.to_ask(making._answers(place, "en")), []
    while not walk.done:
        told.append((walk.progress().number, walk.progress().count))
        walk = walk.answer(None) if len(told) % 2 else walk.answer(None).back().answer(None)
    assert told == [(number, 10 - len(known)) for number in range(1, 11 - len(known))]


def test_what_was_asked_once_is_not_asked_again(begun, tmp_path):
    """What was skipped stays skipped; the leaflet is printed at once."""
    place = Workspace(begun)
    keys = [q.key for q in load_guide("en").questions("network") if q.step in ("practical", "organiser")]
    place.update(place.network_file, {tuple(key.split(".")): "" for key in keys if key not in KNOWN})
    terminal = Terminal(["leaflet", "-w", str(begun), "--lang", "en"], tmp_path)
    terminal.read_on()
    assert terminal.end() == 0 and "Would you like to take part?" in terminal.raw.decode()


def number_before(terminal, words):
    return terminal.text.partition(f"] {words}")[0].rpartition("[")[2]


@pytest.mark.whole
def test_what_is_said_and_what_was_skipped_is_changed_at_a_number(tmp_path):
    """And straight back; the same words elsewhere make nothing unchangeable."""
    twice = {"practical__place": "At ours.", "practical__period": "At ours."}
    place = network(tmp_path / "net", "en", **twice)
    place.update(place.network_file, {("practical", "costs"): ""})
    line = ["leaflet", "--edit", "-w", str(place.root), "--lang", "en"]
    terminal = Terminal(line, tmp_path, rows=50, columns=100)
    terminal.wait("Review", "Left out", "Enter")
    for words, ask, typed in (
        ("At ours.", "Where do you meet?", "\x15At the library."),
        ("Who pays", "Who pays", "Nobody."),
    ):
        terminal.settle()
        terminal.send(f"{number_before(terminal, words)}\r")
        terminal.wait(ask, "In the leaflet", "Enter")
        terminal.send(f"{typed}\r")
        terminal.wait("Review", "What has changed is bold", typed.strip("\x15"))
    assert "Left out" not in terminal.text
    terminal.send("\r")
    terminal.read_on()
    assert terminal.end() == 0 and "leaflet --edit" in terminal.text
    held = place.network_file.read_text(encoding="utf-8")
    assert 'place = "At the library."' in held and 'costs = "Nobody."' in held


def test_in_lines_an_answer_is_chosen_from_a_list(tmp_path):
    """Those that were skipped among them."""
    place = network(tmp_path / "net", "en")
    place.update(place.network_file, {("practical", "place"): ""})
    line = ["leaflet", "--edit", "--plain", "-w", str(place.root), "--lang", "en"]
    terminal = PlainTerminal(line, tmp_path)
    terminal.wait("as it should be?")
    terminal.child.send("2\n")
    terminal.wait("Where do you meet? – not answered")
    terminal.interrupt("\x03")
    assert terminal.end() == 130


KNOWN = ("organiser.name", "organiser.introduction", "organiser.motivation", "organiser.signature")


def test_where_nobody_can_be_asked_it_says_what_is_missing(begun, capfd):
    """With --no-input, or through a pipe."""
    assert app.run(["leaflet", "-w", str(begun), "--no-input"]) == 0
    assert "practical.meetings" in capfd.readouterr().err


# What waits ----------------------------------------------------------------------------------------

BEFORE = Path(__file__).parent / "data" / "before" / "en"


@pytest.fixture
def of_before(tmp_path):
    """A network and a person, as a version before wrote them."""
    return shutil.copytree(BEFORE, tmp_path / "net")


def commands(err):
    """The commands that a leaflet's last lines propose to be asked by."""
    found = re.findall(r"on a terminal with: netinvite (.*?--workspace \S+)", " ".join(err.split()))
    return [shlex.split(one) for one in found]


def test_answers_of_before_wait_and_are_not_missing(of_before, capsys):
    """All are there; no command that others' waiting answers stand in the way of is proposed."""
    assert app.run(["leaflet", "-w", str(of_before), "--lang", "en"]) == 0
    err = capsys.readouterr().err
    assert "8 answers wait to be looked at" in err and "One answer waits" in err
    assert "missing" not in err and "--no-input" not in err
    assert [command[0] for command in commands(err)] == ["leaflet", "prepare"]


@pytest.mark.parametrize(("number", "key"), [(0, "practical.heading"), (1, "organiser.introduction")])
def test_the_command_that_asks_what_waits_does_so(of_before, tmp_path, capsys, number, key):
    """On a terminal: the leaflet its own, a preparation the rest."""
    assert app.run(["leaflet", "-w", str(of_before), "--lang", "en"]) == 0
    command = commands(capsys.readouterr().err)[number]
    terminal = PlainTerminal(command, tmp_path)
    terminal.wait(load_guide("en").question(key).ask)
    terminal.interrupt("\x03")
    assert terminal.end() == 130


def test_with_an_unfinished_person_alone_no_refused_command_is_proposed(tmp_path, capsys):
    """A new network: what the leaflet asks, and what the preparation does, each on a terminal."""
    place = network(tmp_path / "net", "en", practical__place=None, network__purpose=None)
    place.folder("ann-reed").mkdir(parents=True)
    place.answers_file("ann-reed").write_text('schema = 2\n[person]\nname = "Ann Reed"\n', encoding="utf-8")
    assert app.run(["leaflet", "-w", str(place.root), "--lang", "en"]) == 0
    err = capsys.readouterr().err
    assert "--no-input" not in err and err.count("One answer is missing") == 2
    assert [command[:2] for command in commands(err)] == [["prepare", "ann-reed"], ["leaflet", "--workspace"]]
