"""Whose somebody is who is imported, where several organise."""

from __future__ import annotations

import pytest
from organisers import answers, told, write

from netinvite import language

HEAD = "Name;Email;Owner\n"


@pytest.fixture
def two(net, monkeypatch):
    write(net)
    monkeypatch.setenv("PATH", "/nowhere")
    return net


def table(tmp_path, *rows, head=HEAD):
    file = tmp_path / "people.csv"
    file.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return str(file)


def owner(net, slug):
    return answers(net, slug)["person"].get("owner", "")


@pytest.mark.parametrize("heading", ["Owner", "Contact Owner", "Ansvarlig", "Organiser"])
def test_a_column_says_whose_each_is(two, tmp_path, capfd, heading):
    """By slug, by name, by a part of it; nobody has to say who sits here."""
    rows = (
        "Kim Dahl;kim@example.org;Bo Krag",
        "Eva Lund;eva@example.org;maja-holm",
        "Ib Ask;ib@example.org;bo",
    )
    code, _out, err = told(
        capfd, two, "import", table(tmp_path, *rows, head=f"Name;Email;{heading}\n"), "--yes"
    )
    assert code == 0, err
    assert [owner(two, slug) for slug in ("kim-dahl", "eva-lund", "ib-ask")] == ["bo-krag", "", "bo-krag"]


def test_whose_the_firsts_are_is_noted_beside_their_answers(two, tmp_path, capfd):
    """They name nobody, and the first may have left when they arrive in another copy; so it is of whom
    somebody named in a conversation."""
    rows = ("Kim Dahl;kim@example.org;Bo Krag", "Eva Lund;eva@example.org;maja-holm")
    told(capfd, two, "import", table(tmp_path, *rows), "--yes")
    words = (
        "--set=conversation.outcome=joins",
        "--set=conversation.next=Leaflet",
        '--set=conversation.referrals=[{name = "Ib Ask"}]',
    )
    for sits in ("maja-holm", "bo-krag"):
        more = (*words[:2], words[2].replace("Ask", "Ask" if sits == "maja-holm" else "Berg"))
        code, _out, err = told(capfd, two, "interview", "eva-lund", "--no-input", "--as", sits, *more)
        assert code == 0, err
    begun = {file.parent.name: file.read_text("utf-8") for file in two.glob("people/*/.drafts")}
    assert begun["eva-lund"] == begun["ib-ask"] == "begun maja-holm\n"
    assert not {"kim-dahl", "ib-berg"} & begun.keys() and owner(two, "ib-berg") == "bo-krag"


@pytest.mark.parametrize("address", ["bo.krag@example.org", "Bo.Krag@EXAMPLE.org"])
def test_an_organiser_can_be_named_by_address(two, tmp_path, capfd, address):
    """As an export of a mail program has it; a contact whose own address is none is not taken for shifted."""
    rows = (f"Kim Dahl;kim@example.org;{address}", f"Ib Ask;ib at example;{address}")
    told(capfd, two, "import", table(tmp_path, *rows), "--yes")
    assert owner(two, "kim-dahl") == owner(two, "ib-ask") == "bo-krag"


def test_an_address_that_nobody_has_is_named(two, tmp_path, capfd):
    """Nobody is taken for its owner."""
    file = table(tmp_path, "Kim Dahl;kim@example.org;eva@example.org")
    code, out, _err = told(capfd, two, "import", file, "--yes")
    assert code == 1 and "“eva@example.org”" in out and not (two / "people" / "kim-dahl").exists()


@pytest.mark.parametrize("heading", ["Ansvarlig", "Contact Owner"])
def test_a_column_that_is_not_taken_is_named_by_its_own_heading(net, tmp_path, capfd, heading):
    """As it stands in the file."""
    file = table(tmp_path, "Kim Dahl;kim@example.org;Bo", head=f"Name;Email;{heading}\n")
    out = told(capfd, net, "import", file, "--yes")[1]
    assert out.rpartition("Not taken")[2] == f" from the file: {heading}\n"


def test_without_one_they_belong_to_whoever_brings_them_in(two, tmp_path, capfd):
    """Who that is has to be said."""
    file = table(tmp_path, "Kim Dahl;kim@example.org;")
    code, _out, err = told(capfd, two, "import", file, "--yes")
    assert code == 2 and "--as" in err
    assert told(capfd, two, "import", file, "--yes", "--as", "bo")[0] == 0
    assert owner(two, "kim-dahl") == "bo-krag"


def test_an_owner_nobody_knows_is_named(two, tmp_path, capfd):
    """With the line; that person is left out."""
    rows = ("Kim Dahl;kim@example.org;Bo Krga", "Eva Lund;eva@example.org;bo")
    code, out, _err = told(capfd, two, "import", table(tmp_path, *rows), "--yes")
    assert code == 1 and "people.csv:2: Kim Dahl" in out and "“Bo Krga”" in out and "Bo Krag (bo-krag)" in out
    assert "skipped: “Owner”: " in out
    assert not (two / "people" / "kim-dahl").exists() and owner(two, "eva-lund") == "bo-krag"


def test_nobody_is_taken_from_anybody(two, tmp_path, capfd):
    """Whoever is known stays with whom they are with."""
    file = table(tmp_path, "Jonas Østergård;jonas@example.org;bo")
    assert told(capfd, two, "import", file, "--yes")[0] == 0
    assert owner(two, "jonas-oestergaard") == ""


def test_where_one_organises_the_column_is_not_taken(net, tmp_path, capfd):
    """It is named as what is left, by its own heading."""
    code, out, _err = told(capfd, net, "import", table(tmp_path, "Kim Dahl;kim@example.org;Bo"), "--yes")
    assert code == 0 and out.rpartition("Not taken")[2] == " from the file: Owner\n"
    assert owner(net, "kim-dahl") == ""


@pytest.mark.parametrize(("lang", "said"), [("en", "with Bo Krag"), ("da", "hos Bo Krag")])
def test_the_preview_says_whose_each_is(two, tmp_path, capfd, lang, said):
    """By name, the first one's too; where one organises nothing is said."""
    file = table(tmp_path, "Kim Dahl;kim@example.org;bo", "Eva Lund;eva@example.org;maja-holm")
    language.activate(lang)
    _code, out, _err = told(capfd, two, "import", file, "--dry-run")
    lines = [line.strip() for line in out.splitlines()]
    assert f"Kim Dahl, kim@example.org, {said}" in lines
    assert f"Eva Lund, eva@example.org, {said.replace('Bo Krag', 'Maja Holm')}" in lines
    (two / "organisers" / "bo-krag.toml").unlink()
    assert said[:4] not in told(capfd, two, "import", file, "--dry-run")[1]
