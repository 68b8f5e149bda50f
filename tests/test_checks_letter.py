"""Which stretches of a text from anywhere are the letter: pages, quotations, headers, signatures."""

from __future__ import annotations

import pytest
from test_checks_anytext import EML, GOOD, found, run

from netinvite.app.wordlists import words_for
from netinvite.checks.aside import own
from netinvite.checks.markup import shown

__all__ = ["run"]

OLD = (
    "Dear [name],\n\nPlease join us ASAP! Sign up at https://example.org/signup. I suggest yesterday at 10.\n"
)
ANSWERED = {
    "en": [
        "From: Hugh <hugh@example.org>\nSent: 3 November 2026 10:12\nTo: Priya Nair\nSubject: Woods\n",
        "*From:* Hugh Mostyn\n*Sent:* 3 November 2026 10:12\n*To:* Priya Nair\n*Subject:* Woods\n",
        "On Tue, 3 Nov 2026 at 10:12, Hugh Mostyn <hugh@example.org> wrote:\n",
        "On Tue, 3 Nov 2026 at 10:12, Hugh Mostyn\n<hugh@example.org> wrote:\n",
        "On Nov 3, 2026, at 10:12, Hugh Mostyn wrote:\n",
    ],
    "da": [
        "Fra: Henrik Vad <vad@example.org>\nSendt: 3. november 2026 10:12\nTil: Lise Toft\nEmne: Demens\n",
        "Den tirs. 3. nov. 2026 kl. 10.12 skrev Henrik Vad <vad@example.org>:\n",
    ],
}
HEADS = [
    "From: Priya <priya@example.org>\nTo: Hugh <hugh@example.org>\nSubject: The woods",
    "From: Priya <priya@example.org>\nDate: 28 Nov\nTo: Hugh <hugh@example.org>\nCc: \nSubject: Woods",
    "Subject: The woods",
    "To: Hugh <hugh@example.org>",
]
SIGNATURES = [
    "Best,\nPriya Nair\nHead of Care, Northby Council\nT: +44 20 7946 0123 | M: 07700 900142\nNORTHBY",
    "Kind regards\n\nPriya\n\nPriya Nair\nHead of Care\nNorthby Council\nTown Square 1\n1234 Northby\n"
    "Direct 12 34 56 78\nSwitchboard 87 65 43 21\npriya@example.org\nwww.example.org\n\nNORTHBY\nwe care",
    "Priya\n12345678\n\nSent from my iPhone",
    "best\npriya\n12345678",
    "Warmly\nPriya Nair\n[logo.png]\n[cid:image001.png@01D]\n12 34 56 78",
]


def html(text):
    """As a mail program writes it: all in one line."""
    return "<p>" + text.strip().replace("\n\n", "</p><p>").replace("\n", "<br>") + "</p>"


@pytest.mark.parametrize(
    ("lang", "above"), [(lang, above) for lang, several in ANSWERED.items() for above in several]
)
def test_what_is_answered_is_not_judged(run, lang, above):
    """Though no line of it is marked as quoted."""
    assert found(run, f"{GOOD[lang]}\n{above}\n{OLD}", "--lang", lang) == []


@pytest.mark.parametrize("above", ANSWERED["en"][2:])
def test_below_a_quotation_the_letter_goes_on(above):
    """Where its lines are marked."""
    quoted = "".join(f"> {line}\n" for line in OLD.splitlines())
    mine = own(f"{above}\n{quoted}\n{GOOD['en']}", words_for("en"))
    assert mine.text.strip() == GOOD["en"].strip()


@pytest.mark.parametrize(
    "text", ["I wrote this down for you:\n\nmore", "In May 2026 we met:\n\nmore", "From: Priya\n\nmore"]
)
def test_a_colon_alone_quotes_nothing(text):
    assert own(text, words_for("en")).text.strip() == text


@pytest.mark.parametrize("head", HEADS)
def test_the_head_of_a_text_is_no_part_of_it(run, head):
    """Whatever else stands above To and Subject; what does not stand there is not missed."""
    assert found(run, f"{head}\n\n{GOOD['en']}") == []


@pytest.mark.parametrize("head", ["To: \nSubject: The woods", "To: Hugh <hugh@example.org>\nSubject:"])
def test_a_header_that_says_nothing_is_found(run, head):
    assert [rule for rule, _line in found(run, f"{head}\n\n{GOOD['en']}")] in (["M016"], ["M013"])


def test_a_date_above_a_letter_is_no_head(run):
    """For neither To nor Subject stands there."""
    dated = GOOD["en"].replace("Friday 4 December at 2pm", "the day above")
    assert "M002" not in {rule for rule, _line in found(run, f"Date: Friday 4 December at 2pm\n\n{dated}")}


@pytest.mark.parametrize("signature", SIGNATURES)
def test_a_signature_is_one_however_it_is_written(run, signature):
    assert found(run, GOOD["en"].replace("Warm regards,\nPriya Nair, 12 34 56 78", signature)) == []


@pytest.mark.parametrize("end", ["", "Best wishes\n"])
def test_a_letter_that_nobody_signs_is_found(run, end):
    unsigned = GOOD["en"].replace("Warm regards,\nPriya Nair, 12 34 56 78\n", end)
    assert [rule for rule, _line in found(run, unsigned)] == ["M019"]


@pytest.mark.parametrize("name", ["one.html", "one.eml"])
@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_page_is_read_as_a_browser_shows_it(run, tmp_path, lang, name):
    """Though all its tags share a line; a quotation in it is none of the letter."""
    quoted = f"<div>{ANSWERED[lang][-1].replace('<', '&lt;')}</div><blockquote>{html(OLD)}</blockquote>"
    page = f"<html><body>{html(GOOD[lang])}{quoted}</body></html>\n"
    head = EML.format(subject="The woods").replace("text/plain", "text/html") if name == "one.eml" else ""
    (tmp_path / name).write_text(head + page, encoding="utf-8")
    assert run(name, "--lang", lang, "-f", "json")[1] == []


@pytest.mark.parametrize("name", ["one.html", "one.eml"])
def test_a_finding_in_a_page_stands_where_its_words_do(run, tmp_path, name):
    """By line and column of the file."""
    head = EML.format(subject="The woods").replace("text/plain", "text/html") if name == "one.eml" else ""
    text = f"{head}<html>\n<body>{html(GOOD['en'].replace('Hugh', '[name]'))}</body></html>\n"
    (tmp_path / name).write_text(text, encoding="utf-8")
    (told,) = run(name, "-f", "json")[1]
    line = text.splitlines()[told["line"] - 1]
    assert line[told["column"] - 1 :].startswith("[name]") and told["rule"] == "M015"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>One<p>two", "One\n\ntwo"),
        ("<ul><li>One<li>two</ul>", "- One\n- two"),
        ("<div>One</div><div><br></div><div>two &lt; 3 < 4</div>", "One\n\ntwo < 3 < 4"),
        ("<head><title>No</title><body>One<script>if (a < b) x</script><!-- <p>no -->", "One"),
        ("One<div style='display:none'>No<div>no</div></div> two", "One two"),
        ("<pre>One\n  two</pre>", "One\n  two"),
        ("<table><tr><td>Tuesday<td>10:00</table>", "Tuesday  10:00"),
        ("<blockquote>One<br>two</blockquote>three", "> One\n> two\n\nthree"),
        ("<blockquote style='margin:0 0 0 40px;border:none'>One</blockquote>", "One"),
    ],
)
def test_lines_of_a_page(page, text):
    """As many places as lines."""
    read = shown(page)
    assert read.text.strip() == text
    assert len(read.places) == len(read.text.splitlines())


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "part", ["<!--", "<!", "<a ", "<a b='>", "<blockquote>", "<![CDATA[>", "<script>", "&#"]
)
def test_a_page_that_ends_nothing_is_read_at_once(part):
    """Twice as much takes about twice as long: the parser itself looks for each end again."""
    assert shown(part * 30_000)
