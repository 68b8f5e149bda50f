"""``netinvite status``: whom it shows, in which order, and how much of it on a screen."""

from __future__ import annotations

import contextlib
import json
import re
from datetime import datetime
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console
from terminal import Program

from netinvite import language
from netinvite.app import overview, people
from netinvite.app.overview import Wish
from netinvite.cli import app, roster, sheet
from netinvite.store.network import Network

NETWORK = """schema = 2
lang = "en"
[network]
needs = [{ name = "Rooms", kind = "resource" }, { name = "Contact with the young people", kind = "access" }]
"""
# Name, role, organisation, what is noted of them.
PEOPLE = {
    "aase": ("Åse Lund", "a librarian", "Nordby Bibliotek", ("2026-11-20", "no-answer"), "Rooms"),
    "bo": ("Bo Bro", "a cook", "Café Éclair", ("2026-11-10", "sent"), "Contact with the young people"),
    "ida": ("Ida Sørensen", "a teacher", "", ("2025-12-01", "met"), "Rooms"),
    "jonas": ("Jonas Holm", "", "", None, ""),
}


def answers(name, role="", organisation="", entry=None, covers=""):
    text = f'schema = 2\n[person]\nname = "{name}"\nrole = "{role}"\norganisation = "{organisation}"\n'
    text += f'phone = "12345678"\n[reflection]\ncovers = ["{covers}"]\n' if covers else ""
    return text + ('[[contact_log]]\nwhen = "{}"\nwhat = "{}"\n'.format(*entry) if entry else "")


def network(folder, people):
    folder.mkdir()
    (folder / "network.toml").write_text(NETWORK, encoding="utf-8")
    for slug, person in people.items():
        (folder / "people" / slug).mkdir(parents=True)
        (folder / "people" / slug / "answers.toml").write_text(answers(*person), encoding="utf-8")


@pytest.fixture
def net(tmp_path):
    """Four people, of whom one is only in mind."""
    network(tmp_path / "net", PEOPLE)
    return tmp_path / "net"


@pytest.fixture
def shown(net, capsys):
    """The ids in ``status --json`` with these arguments."""

    def call(*arguments):
        code = app.run(["status", *arguments, "--json", "-w", str(net)])
        out, err = capsys.readouterr()
        return [one["id"] for one in json.loads(out)["people"]] if code == 0 else err

    return call


@pytest.mark.sampled(7)
@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ([], ["ida", "bo", "aase", "jonas"]),
        (["--state", "tried"], ["aase"]),
        (["--state", "tried", "--state", "invited"], ["bo", "aase"]),
        (["--state", "Tried,in mind"], ["aase", "jonas"]),
        (["--need", "Rooms"], ["ida", "aase"]),
        (["--need", "young"], ["bo"]),
        (["--need", "young", "--need", "rooms", "--state", "talked"], ["ida"]),
        (["aase"], ["aase"]),
        (["ase"], ["aase"]),
        (["ÅSE"], ["aase"]),
        (["nordby", "libr"], ["aase"]),
        (["sorensen"], ["ida"]),
        (["Soerensen"], ["ida"]),
        (["cafe eclair"], ["bo"]),
        (["cook"], ["bo"]),
        (["nobody of that name"], []),
        (["--sort", "name"], ["aase", "bo", "ida", "jonas"]),
        (["--sort", "state"], ["jonas", "aase", "bo", "ida"]),
        (["--sort", "since"], ["ida", "bo", "aase", "jonas"]),
        (["--sort", "last"], ["ida", "bo", "aase", "jonas"]),
        (["--sort", "next"], ["ida", "bo", "aase", "jonas"]),
    ],
)
def test_whom_it_shows_and_in_which_order(shown, arguments, ids):
    """States, needs, words with their accents or without; who is due first, unless another order is given."""
    assert shown(*arguments) == ids


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--state", "invite"], "Did you mean “invited”?"),
        (["--state", "x"], "Choose one of: thinking, ready, tried,"),
        (["--need", "Money"], "Choose one of: Rooms; Contact with the young people"),
        (["--need", "o"], "can mean several needs"),
        (["--need", ""], "The network has no need"),
        (["--sort", "names"], "Did you mean “name”?"),
    ],
)
def test_an_unknown_word_is_refused(shown, arguments, told):
    """Exit 2, with what there is."""
    assert told in shown(*arguments)


def test_what_programs_read_of_each(net, capsys):
    """The fields of today, and those of status alone; days as ISO dates, null for what nobody knows."""
    assert app.run(["status", "--json", "-w", str(net)]) == 0
    people = {one["id"]: one for one in json.loads(capsys.readouterr().out)["people"]}
    assert people["aase"] == {
        "id": "aase",
        "name": "Åse Lund",
        "state": "tried",
        "why": "You called on 20 November and got no answer.",
        "since": "2026-11-20",
        "last_contact": "2026-11-20",
        "phone": "12345678",
        "email": None,
        "owner": None,
        "by": None,
        "next": None,
        "next_date": None,
        "overdue": False,
        "due": "2026-11-23",
        "covers": ["Rooms"],
        "referred_by": None,
    }
    assert {people["jonas"][key] for key in ("since", "last_contact", "phone", "due")} == {None}
    assert people["jonas"]["why"] == ""


def test_a_pipe_gets_a_line_for_each(net, capsys, monkeypatch):
    """However wide, with the needs below."""
    monkeypatch.setenv("COLUMNS", "40")
    assert app.run(["status", "-w", str(net)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["Name", "State", "Since", "Contact", "When", "Next"]
    assert lines[1].split("  ")[0] == "Ida Sørensen" and "1 Dec 2025" in lines[1]
    assert lines[3].split() == ["Åse", "Lund", "tried", "20", "Nov", "20", "Nov", "23", "Nov", "try", "again"]
    assert "What the network needs" in lines


def test_dates_and_states_in_danish(net, capsys):
    """As short as Danes write them."""
    language.activate("da")
    assert app.run(["status", "åse", "-w", str(net)]) == 0
    assert "forsøgt  20. nov.  20. nov.  23. nov.  prøv igen" in capsys.readouterr().out


def test_whom_nothing_fits_is_said(net, capsys):
    """On standard error, and it is no failure."""
    assert app.run(["status", "carl", "-w", str(net)]) == 0
    assert capsys.readouterr() == ("", "That fits nobody here.\n")


def test_a_filter_leaves_the_needs_out(net, capsys):
    """They are everybody's."""
    assert app.run(["status", "--state", "tried", "-w", str(net)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


# Who is due --------------------------------------------------------------------------------------

AWAITED = {"ulla": ("Ulla Vad", "", "", ("2026-11-23", "replied"), "Rooms")}


@pytest.fixture
def due(tmp_path, capsys):
    """The people of above and one who waits for an answer: exit code, output and messages there."""
    network(tmp_path / "due", PEOPLE | AWAITED)

    def call(*arguments):
        return app.run([*arguments, "-w", str(tmp_path / "due")]), *capsys.readouterr()

    return call


@pytest.mark.parametrize("lang", ["en", "da"])
def test_who_is_due_is_told_as_today_tells_it(due, lang):
    """The same people in the same order for the same reasons, on the screen and for programs; exit 1."""
    language.activate(lang)
    named = json.loads(due("today", "--json")[1])["due"]
    assert [one["id"] for one in named] == ["ulla", "ida", "bo", "aase"]
    lines = "".join(f"{one['name']}: {one['why']}\n" for one in named)
    assert due("status", "--due") == (1, lines, "")
    code, out, _err = due("status", "--due", "--json")
    people = json.loads(out)["people"]
    assert code == 1
    assert [{key: one[key] for key in named[0]} for one in people] == named


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["--need", "young"], ["Bo Bro"]),
        (["--state", "tried"], ["Åse Lund"]),
        (["--sort", "name"], ["Åse Lund", "Bo Bro", "Ida Sørensen", "Ulla Vad"]),
        (["--sort", "next"], ["Ida Sørensen", "Bo Bro", "Åse Lund", "Ulla Vad"]),
    ],
)
def test_who_is_due_can_be_chosen_and_sorted(due, arguments, names):
    """As everyone can."""
    assert [line.partition(":")[0] for line in due("status", "--due", *arguments)[1].splitlines()] == names


def test_where_nobody_is_due_nothing_is_printed(due):
    """And the exit code is 0; for programs an empty list."""
    assert due("status", "--due", "--state", "thinking") == (0, "", "")
    code, out, _err = due("status", "--due", "--json", "--state", "thinking")
    assert (code, json.loads(out)["people"]) == (0, [])


def test_who_is_due_is_not_guessed_with_wrong_numbers(due, tmp_path):
    """Where [followup] is wrong it is refused, as today does."""
    with (tmp_path / "due" / "network.toml").open("a", encoding="utf-8") as file:
        file.write("[followup]\ntried = -1\n")
    assert due("status", "--due") == due("today")
    assert due("status", "--due")[0] == 2


def test_a_damaged_file_is_named_beside_who_is_due(due, tmp_path):
    """A nightly job writes of it too."""
    file = tmp_path / "due" / "people" / "bo" / "answers.toml"
    file.write_text("x = [", encoding="utf-8")
    code, out, err = due("status", "--due")
    assert code == 1 and "Ida" in out and str(file) in err


# On a terminal -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """Three hundred people with long names."""
    folder = tmp_path_factory.mktemp("crowd") / "net"
    states = [None, ("2026-11-20", "no-answer"), ("2026-11-10", "sent"), ("2026-11-24", "replied")]
    people = {
        f"p{n:03}": (f"Åse-Marie Vestergaard Nielsen {n:03}", "a librarian", "", states[n % 4], "Rooms")
        for n in range(300)
    }
    network(folder, people)
    return folder


def screen(folder, *arguments, columns=80, rows=24, **env):
    program = Program(["status", *arguments], folder, columns=columns, rows=rows, NO_COLOR="1", **env)
    assert program.end() == 0
    text = program.raw.decode().replace("\x1b[1m", "").replace("\x1b[0m", "")
    return text.rstrip("\r\n").split("\r\n")


@pytest.mark.sampled(1)
@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 24), (60, 10), (120, 50), (30, 8)])
def test_three_hundred_people_fit_on_one_screen(crowd, columns, rows):
    """A line each, the prompt below; and how many more there are, with how to see them."""
    lines = screen(crowd, columns=columns, rows=rows)
    people = [line for line in lines if line.startswith("Åse")]
    assert len(lines) <= max(rows, 6) - 1
    assert all(cell_len(line) <= columns for line in lines)
    below = next(place for place, line in enumerate(lines) if line.startswith("and "))
    told = " ".join(lines[below:])
    assert told.startswith(
        f"and {300 - len(people)} more; all of them, and what the network needs: netinvite"
    )
    assert told.endswith("netinvite status --long")


def test_what_is_left_out_is_shown_by_the_command_named(crowd):
    """With the same filter."""
    told = " ".join(screen(crowd, "--state", "tried", "--sort", "name")[22:])
    assert told == "and 54 more; all of them: netinvite status --state tried --sort name --long"


def test_long_shows_all(crowd):
    """Everyone, and the needs."""
    lines = screen(crowd, "--long")
    assert sum(" 299" in line or " 000" in line for line in lines) >= 2
    assert "What the network needs" in lines


def test_a_few_are_shown_with_all_there_is(net):
    """Needs too, where there is room."""
    assert "What the network needs" in screen(net)
    few = " ".join(screen(net, rows=7))
    assert "Jonas" in few and "What the network needs, and who named whom: netinvite status --long" in few


def test_plain_mode_draws_nothing(crowd):
    """No sign but text."""
    lines = screen(crowd, NETINVITE_PLAIN="1")
    assert len(lines) <= 23 and not any("\x1b" in line for line in lines)


# Wider than the terminal ---------------------------------------------------------------------------

LONG = "Jeg ringer igen, når hun er tilbage fra ferie, og spørger, om lokalet er ledigt om tirsdagen"


def wide(lang, *, year="", owners=False):
    """Three people, of whom one promised something long; days may have a year, and several organise."""
    language.activate(lang)
    step = {"da": "skriv, eller flyt tiderne", "en": "write, or move the times"}[lang]
    days = [f"20. nov.{year}", "", f"12. dec.{year}"]
    columns = [["Jonas Østergård", "Anna Holm", "Bo Bro"], ["overvejer", "prøvet", "klar"], days, days, days]
    return sheet.Sheet([*columns, [step, "prøv igen", LONG]], ["Maja Holm", "Bo Krag", ""] * owners, [1])


@pytest.mark.sampled(6)
@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("columns", [60, 66, 72, 80, 100, 120])
@pytest.mark.parametrize("year", ["", " 2025"])
@pytest.mark.parametrize("owners", [False, True])
def test_no_heading_and_no_step_is_cut(lang, columns, year, owners):
    """What has no room beside stands below the name, whole."""
    found = wide(lang, year=year, owners=owners)
    told = sheet.lines(found, columns)
    assert all(cell_len(line) <= columns for one in told for line in one.split("\n"))
    assert "…" not in told[0] and not any("…" in line for one in told for line in one.split("\n")[1:])
    for step, one in zip(found.columns[-1], told[1:], strict=True):
        assert " ".join(one.split()).count(" ".join(step.split())) == 1
    heads = [*sheet.titles(), "Hos" if lang == "da" else "With"]
    assert all(word in heads for word in re.split(r" {2,}", told[0]))
    head, short = told[0], told[2].split("\n")
    assert (sheet.titles()[-1] in head) == (len(short) == 1)


def test_a_step_that_has_room_stays_in_its_column():
    """The others stand below, set in."""
    told = sheet.lines(wide("da"), 80)
    assert told[0].endswith("Næste skridt") and told[2].endswith("prøv igen")
    assert told[1].split("\n")[1:] == ["  skriv, eller flyt tiderne"]
    assert len(told[3].split("\n")) == 3


@pytest.mark.parametrize("rows", [8, 9, 10, 12, 24])
def test_no_line_of_a_step_is_lost(crowd, rows):
    """As many people as there is room for, with what stands below them."""
    file = crowd / "people" / "p000" / "answers.toml"
    text = file.read_text("utf-8")
    talk = f'[[conversation]]\ndate = "2026-11-24"\noutcome = "considers"\nnext = "{LONG}"\n'
    try:
        file.write_text(f'{text}\n{talk}next_date = "2026-11-24"\n', encoding="utf-8")
        lines = screen(crowd, "--sort", "name", columns=80, rows=rows)
    finally:
        file.write_text(text, encoding="utf-8")
    assert len(lines) <= rows - 1
    assert LONG in " ".join(" ".join(lines).split())
    people = sum(line.startswith("Åse") for line in lines)
    assert f"and {300 - people} more" in " ".join(lines)


@pytest.mark.parametrize("columns", [60, 70, 80, 100])
def test_all_of_it_breaks_no_word(net, capsys, monkeypatch, columns):
    """Nor a head: where the columns are too narrow for that it is told in lines."""
    file = net / "people" / "aase" / "answers.toml"
    talk = f'[[conversation]]\ndate = "2026-11-24"\noutcome = "considers"\nnext = "{LONG}"\n'
    file.write_text(answers("Åse Kristensen-Mikkelsen") + f'{talk}next_date = "2026-12-12"\n', "utf-8")
    monkeypatch.setenv("COLUMNS", str(columns))
    language.activate("da")
    assert app.run(["status", "--long", "-w", str(net)]) == 0
    out = capsys.readouterr().out
    assert max(map(cell_len, out.splitlines())) <= columns
    words = out.replace(":", "").split()
    assert all(word in words for word in (*LONG.split(), "Kristensen-Mikkelsen"))
    heads = {"Navn", "Status", "Siden", "Kontakt", "Hvornår", "Næste", "skridt"}
    assert columns < 100 or heads == set(words[:7])


# Names of three letters to sixty: of several words, of one, with letters that take two columns.
NAMES = (
    *("Bo B", "Åse Lund", "Jonas Østergård", "Anne-Marie Vestergaard Sø", "Maximilian-Alexander von Lundby"),
    *("Maximilian-Alexander Østergaard-Christoffersen von der Lundby", "Ø" * 60, "王" * 20),
)
STEPS = ("Ring.", "", LONG, "Ring igen", f"{LONG}, og {LONG.lower()}", "x" * 90, "", "Send den")


@pytest.fixture(scope="module")
def named(tmp_path_factory):
    """People of these names, each with the step that was agreed on with them."""
    folder = tmp_path_factory.mktemp("named") / "net"
    network(folder, {f"p{place}": (name,) for place, name in enumerate(NAMES)})
    for place, step in enumerate(STEPS):
        if step:
            talk = f'[[conversation]]\ndate = "2025-11-24"\noutcome = "considers"\nnext = "{step}"\n'
            file = folder / "people" / f"p{place}" / "answers.toml"
            file.write_text(f'{file.read_text("utf-8")}\n{talk}next_date = "2027-01-05"\n', encoding="utf-8")
    return folder


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("long", [False, True])
def test_a_name_and_a_step_are_shown_whole_however_wide_it_is(named, lang, long):
    """So a wider window never shows less of them than a narrower one."""
    language.activate(lang)
    register, now = people.read(Network(named)), datetime(2026, 11, 25, 9, 0)
    everyone = overview.chosen(overview.everyone(register, now), Wish())
    assert len(everyone) == len(NAMES)
    for columns in range(40, 201):
        console = Console(width=columns, file=StringIO(), highlight=False)
        if long:
            with console.capture() as captured, contextlib.redirect_stdout(printed := StringIO()):
                roster.print_all(console, everyone, now.date())
            told = captured.get() + printed.getvalue()
        else:
            told = "\n".join(sheet.lines(roster.sheet(everyone, now.date()), columns))
        assert max(map(cell_len, told.split("\n"))) <= columns
        there = "".join(told.split())
        assert "…" not in there
        for words in (*NAMES, *STEPS):
            assert "".join(words.split()) in there, (columns, words)


def test_the_end_of_a_name_stands_in_its_column_where_that_takes_fewer_lines():
    """Else it is not parted."""
    columns = [["Åse-Marie Vestergaard Nielsen Bro"], ["invited"], [""], [""], [""], ["call"]]
    found = sheet.Sheet(columns, [], [])
    assert sheet.lines(found, 36)[1].split("\n") == [columns[0][0], f"{' ' * 29}invited", "  call"]
    told = sheet.lines(found, 30)[1].split("\n")
    assert told == ["Åse-Marie Vestergaard", "  Nielsen Bro          invited", "  call"]


# What is next --------------------------------------------------------------------------------------

TALK = '[[conversation]]\ndate = "2026-11-20"\noutcome = "{}"\nnext = "thank her"\n{}'
ON = 'next_date = "2026-12-12"\n'
ANSWER = '[[contact_log]]\nwhen = "2026-11-24"\nwhat = "replied"\n'


@pytest.mark.parametrize(
    ("there", "told"),
    [
        (TALK.format("joins", ON), "thank her"),
        (TALK.format("declines", ON) + ANSWER, "answer"),
        (TALK.format("considers", ""), "thank her"),
        (TALK.format("declines", ""), "ask who else comes to mind"),
    ],
)
def test_next_is_what_makes_somebody_due(net, capsys, there, told):
    """The promised step where it is that; whoever waits for an answer is to be answered."""
    file = net / "people" / "jonas" / "answers.toml"
    file.write_text(file.read_text("utf-8") + there, "utf-8")
    assert app.run(["status", "jonas", "-w", str(net)]) == 0
    assert capsys.readouterr().out.splitlines()[1].endswith(f"  {told}")


def test_a_mistyped_network_is_not_one_in_which_nobody_is_due(tmp_path, capsys):
    """A nightly line would be quiet for ever."""
    assert app.run(["status", "--due", "-w", str(tmp_path / "typo")]) == 2
    assert "typo" in capsys.readouterr().err


def test_whoever_said_no_covers_no_need(net, shown):
    """As below the list, in what the network needs; with their state they are found."""
    file = net / "people" / "ida" / "answers.toml"
    file.write_text(file.read_text("utf-8") + TALK.format("declines", ""), "utf-8")
    assert shown("--need", "rooms") == ["aase"]
    assert shown("--need", "rooms", "--state", "declines") == ["ida"]


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ('what = "replied"', "answer"),
        (
            'what = "replied"\n[[contact_log]]\nwhen = "2026-11-24"\nwhat = "moved"\nuntil = "2026-11-26"',
            "answer",
        ),
        ('what = "bounced"', "try another way"),
        ('what = "moved"\nuntil = "2026-11-26"', "send the leaflet"),
    ],
    ids=["an answer", "an answer put off", "what came back", "the promise put off"],
)
def test_what_is_next_is_what_somebody_waits_for(net, capsys, last, told):
    """An answer, or what did not arrive, comes before what was promised for some time or other."""
    talk = '[[conversation]]\ndate = "2026-11-20"\noutcome = "joins"\nnext = "send the leaflet"\n'
    file = net / "people" / "bo" / "answers.toml"
    text = f'schema = 2\n[person]\nname = "Bo Bro"\n{talk}[[contact_log]]\nwhen = "2026-11-23"\n{last}\n'
    file.write_text(text, encoding="utf-8")
    assert app.run(["status", "bo bro", "-w", str(net)]) == 0
    assert told in capsys.readouterr().out


@pytest.mark.parametrize("more", [(), ("--json",), ("--ics", "-")])
def test_days_that_cannot_be_used_are_named(net, capsys, more):
    """Those of the program count meanwhile, and nobody is to believe that it was theirs."""
    with (net / "network.toml").open("a", encoding="utf-8") as file:
        file.write('\n[followup]\ntried = "5"\n')
    assert app.run(["status", "-w", str(net), *more]) == 1
    assert "“tried” must be a number of days" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "is damaged; it is made anew."),
        ('{"mark": "0.0.9 8", "people": {}}', "is of another version of netinvite; it is made anew."),
    ],
)
def test_an_index_that_is_left_out_is_told_of(net, capsys, text, told):
    """Once: it is made anew then. What is shown is what would be shown without."""
    assert app.run(["status", "-w", str(net)]) == 0
    out = capsys.readouterr().out
    (net / ".index.json").write_text(text, "utf-8")
    assert app.run(["status", "-w", str(net)]) == 0
    shown = capsys.readouterr()
    assert shown.out == out and told in " ".join(shown.err.split())
    assert app.run(["status", "-w", str(net)]) == 0
    assert capsys.readouterr() == (out, "")
