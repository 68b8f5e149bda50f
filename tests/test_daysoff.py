"""Days off count where days are counted: those of the network's country, out of the index as a rule."""

from __future__ import annotations

import json
from datetime import date

import pytest
from readyexample import prepared

from netinvite.app import daysoff, people
from netinvite.app.daysoff import DaysOff
from netinvite.store.network import Network
from netinvite.store.workspace import Workspace


def network(folder, lang):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "network.toml").write_text(f'schema = 2\nlang = "{lang}"\n', encoding="utf-8")
    return Workspace(folder)


@pytest.mark.parametrize(
    ("lang", "day", "off"),
    [
        ("da", date(2026, 12, 24), True),
        ("en", date(2026, 12, 24), False),
        ("da", date(2026, 12, 31), True),
        ("da", date(2024, 12, 31), True),
        ("en", date(2026, 12, 28), True),
        ("da", date(2026, 11, 28), True),
        ("da", date(2026, 11, 27), False),
        ("xx", date(2026, 12, 26), True),
    ],
)
def test_days_off_are_those_of_the_network_s_country(tmp_path, lang, day, off):
    """Whatever the language in which one looks."""
    assert DaysOff(network(tmp_path, lang), {})(day) is off


def test_a_table_that_is_damaged_leaves_weekends(tmp_path, monkeypatch):
    """It is told of where times are proposed."""
    from netinvite.errors import NetinviteError
    from netinvite.model import workdays

    def damaged(*_given):
        raise NetinviteError("no country")

    monkeypatch.setattr(workdays, "off_work", damaged)
    off = DaysOff(network(tmp_path, "da"), {})
    assert off(date(2026, 11, 28)) and not off(date(2026, 12, 25))


def test_the_index_keeps_them(tmp_path, monkeypatch):
    """What countries have is loaded once."""
    net = Workspace(prepared(tmp_path / "net"))
    people.read(net)
    monkeypatch.setattr(daysoff, "_looked_up", lambda *_given: pytest.fail("looked up again"))
    register = people.read(Network(net.root))
    assert register.days.off(date(2026, 12, 25)) and not register.days.off(date(2026, 12, 23))


@pytest.mark.parametrize("damaged", [None, [], {"2026": "x"}, {"2026": [1]}])
def test_an_index_that_is_damaged_there_is_made_anew(tmp_path, damaged):
    """It is a cache."""
    net = Workspace(prepared(tmp_path / "net"))
    people.read(net)
    file = net.root / ".index.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "off": damaged}), "utf-8")
    assert people.read(net).days.off(date(2026, 12, 25))
