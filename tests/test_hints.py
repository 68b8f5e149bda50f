"""A command named in a sentence works when it is typed: it names the network where it is not found."""

from __future__ import annotations

import re
import shlex

import pytest
from readyexample import prepared

from netinvite.cli import app
from netinvite.language import templates_dir
from netinvite.mail import desktop
from netinvite.store.workspace import Workspace

SLUG = "jonas-oestergaard"


@pytest.fixture
def net(once, capsys, monkeypatch):
    """A network that is not found from the current folder."""
    monkeypatch.setenv("COLUMNS", "1000")
    folder = once(prepared)
    capsys.readouterr()
    return folder


def without_times(net):
    file = net / "people" / SLUG / "answers.toml"
    file.write_text(re.sub(r"(?ms)^times = \[.*?\]", "times = []", file.read_text("utf-8")), "utf-8")


def without_address(net):
    file = net / "people" / SLUG / "answers.toml"
    file.write_text(re.sub(r'(?m)^email = ".*"', 'email = ""', file.read_text("utf-8")), "utf-8")
    (net / "people" / SLUG / "invitation.txt").unlink()


def unfinished(net):
    file = net / "people" / SLUG / "answers.toml"
    file.write_text(re.sub(r"(?ms)^why = .*?\n(?=\w)", "", file.read_text("utf-8")), "utf-8")


def of_nobody(net):
    (net / "people" / SLUG).rename(net.parent / "elsewhere")


def gone(net):
    (net / "network.toml").unlink()


def own_pitch(net):
    app.run(["templates", "copy", "pitch", "--lang", "en", "-w", str(net)])


def earlier_guide(net):
    file = net / "templates" / "en" / "guide.toml"
    file.parent.mkdir(parents=True)
    file.write_text('schema = 1\nlang = "en"\n', "utf-8")
    (net / "people" / SLUG / "pitch.md").unlink()
    (net / "people" / SLUG / "invitation.txt").unlink()


def no_template(net):
    earlier_guide(net)
    shipped = (templates_dir() / "en" / "guide.toml").read_text("utf-8")
    (net / "templates" / "en" / "guide.toml").write_text(shipped, "utf-8")
    (net / "templates" / "en" / "pitch.md.j2").write_text('{% include "_gone.j2" %}', "utf-8")


WHAT_IS_NEW = "templates diff guide.toml"


@pytest.mark.sampled(7)
@pytest.mark.parametrize(
    ("damage", "arguments", "named"),
    [
        *((earlier_guide, [name], WHAT_IS_NEW) for name in ("leaflet", "mail", "pitch", "status", "check")),
        (earlier_guide, ["templates", "check"], WHAT_IS_NEW),
        (earlier_guide, ["prepare", "--no-input"], WHAT_IS_NEW),
        (no_template, ["pitch"], "templates copy _gone.j2 --lang en"),
        (own_pitch, ["templates", "copy", "pitch"], "templates diff pitch.md.j2"),
        (None, ["templates", "diff", "pitch"], "templates copy pitch.md.j2"),
        (None, ["templates", "check", "sv"], "templates copy sv"),
        (None, ["prepare", "--example"], "prepare"),
        (of_nobody, ["mail"], "prepare"),
        (of_nobody, ["mail", "anna"], "prepare"),
        (of_nobody, ["status"], "prepare"),
        (of_nobody, ["today"], "prepare"),
        (unfinished, ["mail"], f"prepare {SLUG}"),
        (without_times, ["mail", "--invite", "--format", "mime"], f"prepare {SLUG}"),
        (without_address, ["mail", "--format", "mime"], f"prepare {SLUG} --no-input --set"),
        (gone, ["leaflet"], "prepare"),
        (None, ["templates", "list"], "templates copy NAME"),
    ],
)
def test_a_hint_names_the_network(net, capsys, damage, arguments, named):
    """The command it names is meant for this network."""
    if damage:
        damage(net)
    app.run([*arguments, "-w", str(net)])
    told = " ".join("".join(capsys.readouterr()).split())
    assert f"netinvite {named}" in told
    assert f"--workspace {shlex.quote(str(net))}" in told


def test_a_network_that_is_found_is_not_named(net, monkeypatch):
    """Where the current folder, or NETINVITE_WORKSPACE, says it already."""
    place = Workspace(net)
    assert place.command("mail", SLUG) == f"netinvite mail {SLUG} --workspace {net}"
    monkeypatch.chdir(net)
    assert place.command("mail", SLUG) == f"netinvite mail {SLUG}"
    monkeypatch.chdir(net.parent)
    monkeypatch.setenv("NETINVITE_WORKSPACE", str(net))
    assert place.command("mail", SLUG) == f"netinvite mail {SLUG}"
    monkeypatch.delenv("NETINVITE_WORKSPACE")
    assert Workspace(net, found=True).command("mail", SLUG) == f"netinvite mail {SLUG}"


@pytest.mark.parametrize("more", [[], ["--invite"]])
def test_where_no_mail_program_is_found_a_file_is_named(net, capsys, monkeypatch, more):
    """What to do instead of ``--open``, for this mail of this network."""

    def nothing(target):
        raise desktop.HandoverError("nothing was found")

    monkeypatch.setattr(desktop, "open_file", nothing)
    assert app.run(["mail", "--open", *more, "-w", str(net)]) == 1
    named = f"netinvite mail {SLUG} --output {SLUG}.eml --workspace {net}"
    assert named in " ".join(capsys.readouterr().err.split())
