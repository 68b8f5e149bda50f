"""Texts in which git left two versions, and that nobody edited, are written anew."""

from __future__ import annotations

import pytest

from netinvite.cli import app

SLUG = "jonas-oestergaard"


def both_versions(net, *, typed=""):
    """The conversation guide as git leaves it where answers changed in two copies and nobody edited it."""
    (net / ".git").mkdir()
    folder = net / "people" / SLUG
    file, record = folder / "conversation.md", folder / ".drafts"
    here, known = file.read_text("utf-8"), record.read_text("utf-8")
    more = ["--set", "reflection.motive=That somebody listens."]
    assert app.run(["prepare", SLUG, "--no-input", "-w", str(net), *more]) == 0
    there = file.read_text("utf-8")
    assert here != there
    record.write_text("".join(dict.fromkeys((known + record.read_text("utf-8")).splitlines(keepends=True))))
    sides = (one.splitlines(keepends=True) for one in (here, there))
    lines = list(zip(*sides, strict=True))
    marked = "".join(
        one if one == other else f"<<<<<<< HEAD\n{one}=======\n{typed}{other}>>>>>>> theirs\n"
        for one, other in lines
    )
    file.write_text(marked, encoding="utf-8")
    return file, there


@pytest.mark.parametrize(
    "command",
    [
        ("interview", SLUG, "--guide"),
        ("status",),
        ("today", "--no-input"),
        ("check", SLUG),
        ("prepare", SLUG, "--no-input"),
    ],
)
def test_a_text_that_nobody_edited_is_written_anew_where_git_left_two_versions(net, capfd, command):
    """Nobody has to mend by hand what nobody typed; whatever is asked first."""
    file, there = both_versions(net)
    capfd.readouterr()
    app.run([*command, "-w", str(net)])
    said = capfd.readouterr()
    assert "<<<<<<<" not in said.out + said.err and "<<<<<<<" not in file.read_text("utf-8")
    assert app.run(["interview", SLUG, "--guide", "-w", str(net)]) == 0
    assert capfd.readouterr().out.rstrip() == there.rstrip() == file.read_text("utf-8").rstrip()


def test_a_text_that_somebody_edited_stays_as_git_left_it(net, capfd):
    """Words that somebody typed are theirs to join."""
    file, _there = both_versions(net, typed="A line of mine.\n")
    before = file.read_bytes()
    assert app.run(["interview", SLUG, "--guide", "-w", str(net)]) == 1
    assert "git left two versions" in capfd.readouterr().err and file.read_bytes() == before
