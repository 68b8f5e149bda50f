"""Saved drafts: whether one is there, still of the answers as they stand, and edited by hand."""

from __future__ import annotations

import json

import pytest

from netinvite import clock
from netinvite.store import checked, drafts, files, inventory, madeof, ours
from netinvite.store.workspace import Workspace

SLUG = "bo"
TEXT = "To: bo@example.org\nSubject: Hello\n\nDear Bo\n"


@pytest.fixture
def place(tmp_path):
    """A workspace with one person and a saved invitation."""
    place = Workspace(tmp_path / "net")
    place.update(place.network_file, {("network", "name"): "The network"})
    place.update(place.answers_file(SLUG), {("person", "name"): "Bo"})
    drafts.save(place, SLUG, "en", {"invitation": TEXT})
    return place


def look(place, document="invitation"):
    return drafts.look(place, SLUG, document)


def overwrite(place, text):
    look(place).file.write_bytes(text.encode())


def test_saved_text_is_read_back(place):
    """What was saved is the draft's text."""
    assert look(place).text == TEXT


def test_untouched_draft(place):
    """A draft just saved is current, and nobody has edited it."""
    assert (look(place).saved, look(place).current, look(place).edited) == (True, True, False)


def test_no_draft(place):
    """A document that was never written is not saved, not current and not edited."""
    draft = look(place, "pitch")
    assert (draft.saved, draft.current, draft.edited) == (False, False, False)


def test_hand_edited(place):
    """A draft that was changed in an editor is edited."""
    overwrite(place, TEXT + "See you\n")
    assert look(place).edited


def test_edited_draft_stays_current(place):
    """Editing a draft does not make its answers older."""
    overwrite(place, TEXT + "See you\n")
    assert look(place).current


def test_edit_taken_back(place):
    """A draft whose edit was undone is as saved."""
    overwrite(place, TEXT + "See you\n")
    overwrite(place, TEXT)
    assert not look(place).edited


def test_windows_line_ends_are_no_edit(place):
    """An editor that changes the line ends has not edited the draft."""
    overwrite(place, TEXT.replace("\n", "\r\n"))
    assert not look(place).edited


@pytest.mark.parametrize("who", ["network", "person"])
def test_changed_answers_make_it_stale(place, who):
    """A draft is stale when an answer about the network or the person has changed."""
    file = place.network_file if who == "network" else place.answers_file(SLUG)
    place.update(file, {(who, "name"): "Another"})
    assert not look(place).current


def test_stale_draft_is_not_edited(place):
    """Changed answers alone do not make a draft edited."""
    place.update(place.network_file, {("network", "name"): "Another"})
    assert not look(place).edited


def test_another_person_changes_nothing(place):
    """Answers about somebody else leave a draft current."""
    place.update(place.answers_file("ali"), {("person", "name"): "Ali"})
    assert look(place).current


@pytest.mark.parametrize("name", ["guide.toml", "invitation.txt.j2", "letterhead.j2"])
def test_own_templates_make_it_stale(place, name):
    """A guide or template of one's own makes a draft stale."""
    folder = place.root / "templates" / "en"
    folder.mkdir(parents=True)
    (folder / name).write_text("mine", encoding="utf-8")
    assert not look(place).current


def test_templates_of_another_language_change_nothing(place):
    """A template in a language that the draft is not in leaves it current."""
    folder = place.root / "templates" / "da"
    folder.mkdir(parents=True)
    (folder / "invitation.txt.j2").write_text("mit", encoding="utf-8")
    assert look(place).current


def test_another_version_makes_it_stale(place, monkeypatch, request):
    """A draft made by another version of netinvite is stale."""
    monkeypatch.setattr(madeof, "__version__", "0.0.0")
    # What is shipped is read once in a program, which is of one version.
    madeof._of_shipped.cache_clear()
    request.addfinalizer(madeof._of_shipped.cache_clear)
    assert not look(place).current


def test_saving_one_document_keeps_the_others(place):
    """Saving the pitch leaves what is known of the invitation."""
    drafts.save(place, SLUG, "en", {"pitch": "Why\n"})
    assert look(place).current and not look(place).edited


def records(place):
    """The file that is shared, the one of this copy, and the shared one of before."""
    return [place.folder(SLUG) / name for name in (ours.RECORD, ours.INDEX, ours.RECORD_BEFORE)]


DAMAGED = [None, b"", b"[]", b"\xff", b'{"invitation.txt": 3}', b'{"invitation.txt": {"lang": 3}}']


@pytest.mark.parametrize("damaged", [*DAMAGED, b"invitation.txt en 12ab\n", b"<<<<<<< HEAD\n=======\n"])
def test_draft_of_which_nothing_is_noted_counts_as_edited(place, damaged):
    """Where it is not known who wrote a draft, it is treated as the user's own."""
    for file in records(place):
        if damaged is None:
            file.unlink(missing_ok=True)
        else:
            file.write_bytes(damaged)
    assert (look(place).edited, look(place).current) == (True, False)


@pytest.mark.parametrize("damaged", DAMAGED)
@pytest.mark.parametrize("which", [0, 1])
def test_either_record_alone_says_that_nobody_edited_it(place, which, damaged):
    """A copy that git made has only the shared one; where that is damaged, this copy still knows."""
    file = records(place)[which]
    if damaged is None:
        file.unlink()
    else:
        file.write_bytes(damaged)
    assert not look(place).edited
    assert look(place).current == (which == 0)


def test_the_records_hold_no_text(place):
    """Digests, and none of what was written."""
    shared, own, _before = records(place)
    assert shared.read_text("utf-8") == f"invitation.txt en {drafts.digest(TEXT)}\nsince 2026-11-25\n"
    assert set(json.loads(own.read_bytes())["invitation.txt"]) == {"digest", "inputs", "lang"}


def test_looking_changes_nothing_that_is_shared(place):
    """That a draft has no error, and what it is made of, is noted for this copy."""
    shared = records(place)[0].read_bytes()
    checked.note_clean(place, SLUG, look(place), clock.now())
    drafts.note_made(place, SLUG, "invitation", TEXT, {"lang": "en", "inputs": "x"})
    assert records(place)[0].read_bytes() == shared
    assert not records(place)[2].exists()


def test_the_record_depends_on_the_texts_alone(place):
    """However they came there: whoever writes the same has the same record."""
    shared = records(place)[0].read_bytes()
    drafts.save(place, SLUG, "en", {"invitation": "Another\n"})
    place.update(place.network_file, {("network", "name"): "Another"})
    drafts.save(place, SLUG, "en", {"invitation": TEXT})
    assert records(place)[0].read_bytes() == shared


def test_both_lines_of_two_copies_count(place):
    """Whichever text git leaves, it is nobody's edit; the language is that of the line."""
    file = records(place)[0]
    other = drafts.digest("Til: Bo\n")
    file.write_text(f"<<<<<<< HEAD\n{file.read_text('utf-8')}=======\ninvitation.txt da {other}\n>>>>>>> x\n")
    assert (look(place).edited, drafts.language(place, SLUG, "invitation")) == (False, "en")
    overwrite(place, "Til: Bo\n")
    assert not look(place).edited and not look(place).current
    overwrite(place, "Til: Bo og Bo\n")
    assert look(place).edited


def test_an_edited_draft_is_of_todays_answers_where_these_give_what_it_was_made_of(place):
    """Also in a copy that finds that out by itself."""
    overwrite(place, TEXT + "See you\n")
    records(place)[1].unlink()
    assert look(place).edited and not look(place).current
    made = drafts.Looks(place).inputs(SLUG, "en", "invitation")
    drafts.note_made(place, SLUG, "invitation", TEXT, {"lang": "en", "inputs": made})
    assert look(place).edited and look(place).current


def before(place, **more):
    """What a version before noted, in the place of what is noted now."""
    shared, own, old = records(place)
    for file in (shared, own):
        file.unlink()
    old.write_text(json.dumps({"invitation.txt": {"lang": "en", "digest": drafts.digest(TEXT), **more}}))
    return old


@pytest.mark.parametrize(
    "more", [{}, {"digest": "x", "before": drafts.digest(TEXT)}, {"since": "2026-11-20"}]
)
def test_a_record_of_before_is_read(place, more):
    """No text counts as edited that did not, and it goes with the next text that is written."""
    old = before(place, **more)
    assert not look(place).edited
    drafts.save(place, SLUG, "en", {"pitch": "Why\n"})
    assert not old.exists() and not look(place).edited
    if "since" in more:
        assert str(ours.ready_since(place.folder(SLUG))) == "2026-11-20"


def test_new_version_goes_beside(place):
    """A new version beside an edited draft has a name of its own."""
    assert inventory.beside(look(place).file).name == "invitation.new.txt"


def test_saving_beside_leaves_the_draft(place):
    """A version saved beside leaves the draft as it is."""
    files.write(inventory.beside(look(place).file), "new\n")
    assert look(place).text == TEXT


@pytest.mark.parametrize(
    "more",
    [
        '\n[invited]\ndate = "2026-11-25"\n',
        '\n[[conversation]]\ndate = "2026-11-25"\nview = """\n[person]\nnew"""\n',
        "\n[conversation.more]\nx = 1\n[invited]\n",
    ],
)
def test_what_comes_afterwards_is_no_part_of_a_draft(more):
    """A date of sending or a conversation leaves a draft current."""
    text = '[person]\nname = "Bo"\nwhy = """\n[invited]\nyes"""\n'
    assert drafts.made_of((text + more).encode()) == drafts.made_of(text.encode())
    assert drafts.made_of((text + more + '[contact]\nway = "call"\n').encode()) != drafts.made_of(
        text.encode()
    )


def test_every_other_word_is_a_part_of_a_draft():
    """A line in a long answer that looks like such a table counts."""
    text = '[person]\nwhy = """\n[invited]\n%s"""\n'
    assert drafts.made_of((text % "yes").encode()) != drafts.made_of((text % "no").encode())
