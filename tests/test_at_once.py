"""Somebody else works in the same folder meanwhile: nothing of theirs is written over, nobody is mixed up,
and whoever was forgotten stays so."""

from __future__ import annotations

import shutil
import stat
import sys
import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest
from plainterminal import PlainTerminal
from readyexample import EXAMPLES
from terminal import Terminal

from netinvite import clock
from netinvite.app import contact, deliver, dispatch, people, refreshing, verdicts
from netinvite.app.people import Index
from netinvite.app.preparation import Preparation
from netinvite.cli import app
from netinvite.errors import ChangedError, GoneError, NetinviteError
from netinvite.language import guide_file
from netinvite.model.questions import Need, Referral
from netinvite.privacy import forget as forgetting
from netinvite.rehearsal import timing
from netinvite.store import checked, drafts
from netinvite.store.conversations import Interview
from netinvite.store.inventory import INDEX
from netinvite.store.parsed import ABSENT
from netinvite.store.presence import holding, sitting
from netinvite.store.records import load_guide
from netinvite.store.transaction import as_typed, in_a_line
from netinvite.store.workspace import Workspace

pytestmark = pytest.mark.whole

NOW = "2026-11-25 12:00"
SLUG = "jonas-oestergaard"
NAME = "Jonas Østergård"
TIME = "2026-12-03 10:00"
MOMENTS = (datetime(2026, 12, 1, 9), datetime(2026, 12, 2, 9))


@pytest.fixture
def run(tmp_path):
    """Run a command in the workspace; its exit code."""
    return lambda *arguments: app.run([*map(str, arguments), "-w", str(tmp_path / "net")])


@pytest.fixture
def net(ready, tmp_path):
    """Jonas, prepared."""
    return Workspace(shutil.copytree(ready, tmp_path / "net"))


@pytest.fixture
def others(run):
    """What somebody else does meanwhile."""

    class Others:
        def set(self, *settings):
            line = ["prepare", SLUG, *[f"--set={one}" for one in settings], "--change-organiser", "--rename"]
            assert run(*line, "--no-input") == 0

        def forget(self):
            assert run("forget", SLUG, "--yes", "--confirm", NAME) == 0

        def talk(self, words, *options):
            given = {"date": "2026-11-24", "busy": words, "outcome": "declines", "next": words}
            settings = [f"--set=conversation.{key}={value}" for key, value in given.items()]
            assert run("interview", SLUG, *settings, *options, "--no-input") == 0

        def replace(self, name):
            """Jonas is forgotten, and somebody else has the folder now."""
            self.forget()
            net = ["--lang", "en", "--answers", EXAMPLES["en"], f"--set=person.name={name}", "--no-input"]
            assert run("prepare", "--new", *net) == 0

    return Others()


def answers(net, slug=SLUG):
    return tomllib.loads(net.answers_file(slug).read_text("utf-8"))


def opened(net, key="", lang="en"):
    """Somebody sits at Jonas' preparation, at the question ``key``."""
    found = Preparation.open(net, lang, net.person(SLUG))
    if key:
        found.walk = found.walk.jump(key)
    return found


def talking(net, **options):
    return Interview.open(net, "en", net.person(SLUG), **options)


def files_of(net):
    return {file: file.read_bytes() for file in net.root.rglob("*.toml")}


# Answers -------------------------------------------------------------------------------------------


def test_other_answers_stay_and_are_taken_up(net, others):
    """What somebody else answered is there after our answer, on disk and in the sitting."""
    ours = opened(net, "person.role")
    others.set("person.organisation=Their house")
    ours.answer("our role")
    assert (
        answers(net)["person"] | {"role": "our role", "organisation": "Their house"} == answers(net)["person"]
    )
    assert ours.walk.answers["person.organisation"] == "Their house"
    assert ours.take_news() == []


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("key", "theirs", "value", "half"),
    [
        ("person.role", "their role", "our role", "our role"),
        ("reflection.motive", "their motive", "our\nmotive", "our\nmotive"),
        ("network.values", "trust", ("mod", "ro"), "mod, ro"),
        ("contact.talk", "coffee", "video", "video"),
        ("contact.times", f"{TIME}; 2026-12-04 09:00", MOMENTS, "2026-12-01 09:00; 2026-12-02 09:00"),
        ("plan.questions", "", ("busy", "future"), "busy\nfuture"),
    ],
)
def test_the_same_answer_twice_stays_theirs_and_ours_is_asked_again(net, others, key, theirs, value, half):
    """Theirs stands and is shown, ours is half typed there, and the question comes again."""
    ours = opened(net, key)
    others.set(f"{key}={theirs}")
    step, name = key.split(".")
    file = net.network_file if step == "network" else net.answers_file(SLUG)
    stands = tomllib.loads(file.read_text("utf-8"))[step][name]
    ours.answer(value)
    found = tomllib.loads(file.read_text("utf-8"))
    assert (found[step][name], found["unfinished"]) == (stands, {key: half})
    assert (ours.walk.position, ours.unfinished) == (key, {key: half})
    (told,) = ours.take_news()
    assert in_a_line(stands) in told and "comes again" in told
    assert half not in told


def test_asked_again_ours_may_stand(net, others):
    """Whoever has seen theirs and answers all the same has the last word."""
    ours = opened(net, "person.role")
    others.set("person.role=theirs")
    ours.answer("ours")
    ours.answer("ours")
    assert answers(net)["person"]["role"] == "ours"
    assert "unfinished" not in answers(net)


def test_the_same_answer_from_both_is_no_news(net, others):
    """Two who say the same have nothing to be asked about."""
    ours = opened(net, "person.role")
    others.set("person.role=the same")
    ours.answer("the same")
    assert (ours.take_news(), answers(net)["person"]["role"]) == ([], "the same")


def test_an_answer_skipped_here_and_given_there_stays(net, others):
    """Nothing was typed here, so nothing is kept; the question comes again."""
    ours = opened(net, "person.role")
    others.set("person.role=theirs")
    ours.answer(None)
    assert answers(net)["person"]["role"] == "theirs"
    assert "unfinished" not in answers(net)
    assert ours.walk.position == "person.role"


def test_two_half_typed_texts_are_both_kept(net):
    """Neither takes the other's place."""
    one, other = opened(net, "person.role"), opened(net, "person.role")
    one.leave("half of one")
    other.leave("half of the other")
    assert answers(net)["unfinished"]["person.role"] == "half of one\nhalf of the other"


@pytest.mark.parametrize("key", ["person.role", "organiser.moment"])
def test_without_a_terminal_the_second_is_refused(net, others, key):
    """A sentence with the key; neither file is changed."""
    ours = opened(net)
    ours.put({key: "ours", "network.values": "ours", "person.organisation": "ours"})
    others.set(f"{key}=theirs")
    before = files_of(net)
    with pytest.raises(ChangedError, match=key) as caught:
        ours.save(strict=True)
    assert caught.value.exit_code == 1
    assert files_of(net) == before


def test_hidden_by_another_answer_theirs_is_not_lost(net, others):
    """Times that somebody proposed stay, though we choose a way without any."""
    ours = opened(net, "contact.way")
    others.set(f"contact.times={TIME}; 2026-12-04 09:00")
    ours.answer("call")
    assert answers(net)["contact"]["times"] == [TIME, "2026-12-04 09:00"]


def test_a_network_begun_in_another_language_is_not_mixed(tmp_path):
    """Who began in Danish while another began in English keeps their own table."""
    net = Workspace(tmp_path / "net")
    danish, english = Preparation.open(net, "da"), Preparation.open(net, "en")
    english.put({"organiser.introduction": "I am Eva."})
    english.save()
    danish.put({"organiser.introduction": "Jeg er Eva."})
    danish.save()
    found = tomllib.loads(net.network_file.read_text("utf-8"))
    assert (found["lang"], found["organiser"]["introduction"]) == ("en", "I am Eva.")
    assert found["languages"]["da"]["organiser"]["introduction"] == "Jeg er Eva."


@pytest.mark.parametrize("names", [("Åse Lund", "Aase Lund"), ("Åse Lund", "Åse Lund")])
def test_new_people_with_one_folder_name_are_two(net, names):
    """Both sat before either was saved."""
    sittings = [Preparation.open(net, "en") for _name in names]
    for number, (one, name) in enumerate(zip(sittings, names, strict=True)):
        one.put({"person.name": name, "reflection.barrier": f"private {number}"})
        one.save()
    found = [answers(net, slug) for slug in ("aase-lund", "aase-lund-2")]
    assert [data["person"]["name"] for data in found] == list(names)
    assert [data["reflection"]["barrier"] for data in found] == ["private 0", "private 1"]


def test_a_name_that_could_not_be_saved_takes_no_folder(net, monkeypatch):
    """After a fault the folder name is sought anew: somebody else may have taken it."""
    ours = Preparation.open(net, "en")
    ours.put({"person.name": "Åse Lund"})
    with monkeypatch.context() as patch:
        patch.setattr(net, "update", lambda *_arguments: (_ for _ in ()).throw(NetinviteError("full")))
        with pytest.raises(NetinviteError):
            ours.save()
    net.update(net.answers_file("aase-lund"), {("person", "name"): "Aase Lund"})
    ours.save()
    assert answers(net, "aase-lund")["person"] == {"name": "Aase Lund"}
    assert answers(net, "aase-lund-2")["person"]["name"] == "Åse Lund"


@pytest.mark.parametrize("kind", ["needs", "referrals", "choices", "times", "scale", "date", "text"])
def test_every_kind_has_a_half_typed_form(kind):
    """The form that its prompt takes up again."""
    question = next(q for q in load_guide("en").questions() if q.kind == kind)
    values = {
        "needs": ((Need("rum", "access"),), '["rum", "access"]'),
        "referrals": ((Referral("Bo", "ved"),), '["Bo", "ved", "", false]'),
        "choices": (("a", "b"), "a\nb"),
        "times": (MOMENTS, "2026-12-01 09:00; 2026-12-02 09:00"),
        "scale": (7, "7"),
        "date": (date(2026, 12, 1), "2026-12-01"),
        "text": ("a", "a"),
    }
    value, typed = values[kind]
    assert (as_typed(value, question), as_typed(None, question)) == (typed, "")


# Conversations -------------------------------------------------------------------------------------


def test_an_open_interview_comes_after_one_recorded_meanwhile(net, others):
    """Two conversations, each whole."""
    ours = talking(net)
    others.talk("theirs")
    ours.answer(date(2026, 11, 25))
    ours.answer("ours")
    first, second = answers(net)["conversation"]
    assert (first["busy"], first["next"]) == ("theirs", "theirs")
    assert second == {"date": "2026-11-25", "recorded-at": NOW, "recorded-in-minute": 2, "busy": "ours"}


def test_two_open_interviews_stay_two(net):
    """They answer in turn, and neither gets an answer of the other's."""
    one, other = talking(net), talking(net)
    for turn, name in [(one, "one"), (other, "other")] * 3:
        question = turn.walk.current
        turn.answer(date(2026, 11, 24) if question.kind == "date" else name)
    first, second = answers(net)["conversation"]
    assert first == {"date": "2026-11-24", "recorded-at": NOW, "busy": "one", "view": "one"}
    noted = {"recorded-at": NOW, "recorded-in-minute": 2}
    assert second == {"date": "2026-11-24", **noted, "busy": "other", "view": "other"}


@pytest.mark.parametrize("change", ["changed", "gone"])
def test_a_conversation_that_others_touched_becomes_two(net, others, change):
    """Theirs stays as it is, ours is whole beside it, and that is said."""
    others.talk("first")
    ours = talking(net, last=True)
    if change == "changed":
        others.talk("second", "--last")
    else:
        net.update(net.answers_file(SLUG), {("conversation",): ABSENT})
    theirs = answers(net).get("conversation", [])
    ours.walk = ours.walk.jump("conversation.view")
    ours.answer("ours")
    assert answers(net)["conversation"][:-1] == theirs
    last = answers(net)["conversation"][-1]
    assert (last["busy"], last["view"], last["next"]) == ("first", "ours", "first")
    assert "one of its own" in ours.take_news()[0]
    ours.answer("more")
    assert len(answers(net)["conversation"]) == len(theirs) + 1


def test_a_conversation_is_found_where_it_stands_now(net, others):
    """One before it was taken out in an editor."""
    for words in ("first", "second"):
        others.talk(words)
    ours = talking(net, last=True)
    file = net.answers_file(SLUG)
    head, _first, second = file.read_text("utf-8").split("[[conversation]]")
    file.write_text(f"{head}[[conversation]]{second}", encoding="utf-8")
    ours.walk = ours.walk.jump("conversation.view")
    ours.answer("ours")
    (found,) = answers(net)["conversation"]
    assert (found["busy"], found["view"]) == ("second", "ours")


def test_whoever_is_forgotten_in_a_conversation_does_not_come_back(net, others, run):
    """Somebody named in it was forgotten meanwhile: it stays one conversation, without the name."""
    net.update(net.answers_file("bo-lund"), {("person", "name"): "Bo Lund"})
    ours = talking(net)
    ours.answer(date(2026, 11, 24))
    ours.answer("Bo Lund helps.\nSo does Bo Lund's brother.")
    assert run("forget", "Bo Lund", "--yes", "--confirm", "Bo Lund") == 0
    ours.answer("ours")
    (found,) = answers(net)["conversation"]
    assert found["busy"] == "someone helps.\nSo does someone's brother."
    assert found["view"] == "ours"
    assert (ours.take_news(), ours.walk.answers["conversation.busy"]) == ([], found["busy"])


def test_a_changed_conversation_is_refused_without_a_terminal(net, others):
    """Nothing is written."""
    others.talk("first")
    ours = talking(net, last=True)
    others.talk("second", "--last")
    before = files_of(net)
    ours.put({"conversation.view": "ours"})
    with pytest.raises(ChangedError):
        ours.save(strict=True)
    assert files_of(net) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot tell whether a process lives")
def test_whoever_comes_while_one_is_recorded_begins_another(net, others):
    """Though it is unfinished, and something is half typed: it is not theirs."""
    ours = talking(net)
    with sitting(net, SLUG):
        ours.answer(date(2026, 11, 25))
        ours.leave("half")
        others.talk("theirs")
        ours.answer("ours")
    first, second = answers(net)["conversation"]
    assert first == {"date": "2026-11-25", "recorded-at": NOW, "busy": "ours"}
    assert (second["busy"], second["date"]) == ("theirs", "2026-11-24")
    assert not list(net.root.glob(".netinvite-*"))


def test_a_half_typed_answer_goes_on_in_its_own_conversation(net, others):
    """Not in one that was recorded after it."""
    ours = talking(net)
    with sitting(net, SLUG):
        ours.answer(date(2026, 11, 20))
        ours.leave("half")
        others.talk("theirs")
    again = talking(net)
    assert (again.place, again.unfinished) == (0, {"conversation.busy": "half"})


def test_referrals_at_once_are_two_people_or_one(net, others):
    """Names of one folder name are two people; the same name is one."""
    for name in ("Åse Lund", "Aase Lund", "åse  lund"):
        others.talk(name, f'--set=conversation.referrals=[{{ name = "{name}" }}]')
    found = {slug: answers(net, slug)["person"]["name"] for slug in net.slugs() if slug != SLUG}
    assert found == {"aase-lund": "Åse Lund", "aase-lund-2": "Aase Lund"}


# Gone ----------------------------------------------------------------------------------------------


def mode(file):
    return stat.S_IMODE(file.stat().st_mode)


@pytest.mark.parametrize("moved", ["answer", "leave", "back"])
def test_a_forgotten_person_is_not_made_anew(net, others, moved):
    """What was typed is kept, for its owner alone, in a file that the sentence names; exit 1."""
    ours = opened(net, "person.role")
    others.forget()
    with pytest.raises(GoneError, match=NAME) as caught:
        getattr(ours, moved)("typed by us")
    assert not net.folder(SLUG).exists()
    (file,) = net.root.glob("kept-*.toml")
    assert str(file) in caught.value.hint and caught.value.exit_code == 1
    assert "typed by us" in file.read_text("utf-8")
    assert sys.platform == "win32" or mode(file) == 0o600


def test_what_was_kept_can_be_taken_up(net, others, run):
    """It is a file as --answers takes it."""
    ours = opened(net, "person.role")
    others.forget()
    with pytest.raises(GoneError):
        ours.answer("typed by us")
    given = ["--lang", "en", "--answers", EXAMPLES["en"], "--answers", net.root / "kept-1.toml"]
    assert run("prepare", *given, "--no-input") == 0
    assert answers(net)["person"]["role"] == "typed by us"


def test_what_was_kept_is_forgotten_too(net, others, run):
    """By the full name, though nobody is called so any more."""
    ours = opened(net, "person.role")
    others.forget()
    with pytest.raises(GoneError):
        ours.answer("typed by us")
    assert run("forget", "jonas", "--yes", "--confirm", NAME) == 2
    assert run("forget", NAME, "--yes", "--confirm", NAME) == 0
    assert not list(net.root.glob("kept-*"))
    assert run("forget", NAME, "--yes", "--confirm", NAME) == 2


def test_what_was_kept_twice_has_two_files(net, others):
    """Nothing that is kept is written over."""
    sittings = [opened(net, "person.role"), opened(net, "person.role"), talking(net)]
    others.forget()
    for number, one in enumerate(sittings):
        with pytest.raises(GoneError):
            one.answer(date(2026, 11, 24) if number == 2 else f"typed {number}")
    kept = sorted(file.read_text("utf-8").splitlines()[-1] for file in net.root.glob("kept-*"))
    assert kept == ['date = "2026-11-24"', 'role = "typed 0"', 'role = "typed 1"']


def test_a_workspace_that_is_gone_is_not_made_anew(net):
    """What was typed lies among the temporary files, in a folder of its own."""
    sittings = [opened(net, "person.role"), talking(net)]
    shutil.rmtree(net.root)
    for one in sittings:
        with pytest.raises(GoneError) as caught:
            one.leave("typed by us")
        file = Path(caught.value.hint.split("kept in ")[1].split(";")[0])
        assert "typed by us" in file.read_text("utf-8")
        assert sys.platform == "win32" or (mode(file), mode(file.parent)) == (0o600, 0o700)
        shutil.rmtree(file.parent)
    assert not net.root.exists()


@pytest.mark.parametrize("sit", [lambda net: opened(net, "person.role"), talking])
def test_nothing_of_ours_stands_under_another_name(net, others, sit):
    """The folder has been given to somebody else meanwhile."""
    ours = sit(net)
    others.replace("Jonas Oestergaard")
    before = net.answers_file(SLUG).read_bytes()
    with pytest.raises(GoneError, match=NAME):
        ours.leave("ours")
    assert net.answers_file(SLUG).read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows holds no folder open")
def test_what_is_typed_about_somebody_renamed_meanwhile_is_theirs(net, others):
    """The folder is the very same: what could not be saved lies there, and goes with the person."""
    ours = talking(net)
    others.set("person.name=Jonas Rettet")
    with pytest.raises(GoneError) as caught:
        ours.leave("typed by us")
    assert str(file := net.folder(SLUG) / "kept-1.toml") in caught.value.hint
    assert "typed by us" in file.read_text("utf-8")
    assert not list(net.root.glob("kept-*"))


@pytest.mark.parametrize("damage", [b"= x", b"\xff", b"schema = 9\n"])
@pytest.mark.parametrize("sit", [lambda net: opened(net, "person.role"), talking])
def test_what_cannot_be_saved_is_kept(net, sit, damage):
    """The file was damaged meanwhile: it stays as it is, and what was typed lies beside."""
    ours = sit(net)
    net.answers_file(SLUG).write_bytes(damage)
    with pytest.raises(NetinviteError, match=SLUG) as caught:
        ours.leave("typed by us")
    assert "kept-1.toml" in caught.value.hint
    assert "typed by us" in (net.folder(SLUG) / "kept-1.toml").read_text("utf-8")
    assert net.answers_file(SLUG).read_bytes() == damage


def test_what_is_typed_while_the_folder_is_held_is_kept(net, monkeypatch):
    """Whoever waited in vain has lost nothing."""
    monkeypatch.setattr("netinvite.store.workspace.LOCK_SECONDS", 0)
    ours = opened(net, "person.role")
    with Workspace(net.root).lock(), pytest.raises(NetinviteError, match="Another netinvite"):
        ours.answer("typed by us")
    assert "typed by us" in (net.folder(SLUG) / "kept-1.toml").read_text("utf-8")


def _open_mail(net, person):
    one = deliver.Post(
        net, deliver.Order(), lambda _looks, _slug: drafts.Draft(Path("x"), MAIL, edited=False, current=True)
    )
    dispatch.open_mail(one, person.slug)


MAIL = "To: jonas@example.org\nSubject: Hello\n\nDear Jonas\n"
WRITERS = {
    "sent": lambda net, person: dispatch.record_sent(net, person, date(2026, 11, 24), contact.without),
    "rehearsal": lambda net, person: timing.keep(net, person.slug, timing.Past("2026-11-24", 60, 130, 9)),
    "drafts": lambda net, person: drafts.save(net, person.slug, "en", {"pitch": "x"}),
    "mail": _open_mail,
    "refresh": lambda net, person: refreshing.refresh(net, person.slug, "pitch"),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_no_writer_makes_a_folder_anew(net, others, writer):
    """A command that began before ends with a sentence."""
    person = net.person(SLUG)
    others.forget()
    with pytest.raises(NetinviteError):
        WRITERS[writer](net, person)
    assert not net.folder(SLUG).exists()


def test_an_interview_names_nobody_new_for_somebody_forgotten(net, others):
    """Who was named is not linked to a name that is to be forgotten."""
    ours = talking(net)
    ours.put({"conversation.referrals": (Referral("Åse Lund"),)})
    others.forget()
    with pytest.raises(GoneError):
        ours.refer()
    assert net.slugs() == []


def test_a_verdict_makes_no_folder_anew(net, others):
    """That a draft has no error is remembered of nobody who is gone."""
    draft = drafts.look(net, SLUG, "invitation")
    others.forget()
    checked.note_clean(net, SLUG, draft, clock.now())
    assert not net.folder(SLUG).exists()


def test_the_index_brings_nobody_back(net, others):
    """Who was forgotten while everyone was read does not stand in it."""
    people.read(net)
    index = Index(net)
    for slug, stamp in net.stamps().items():
        index.get(slug, stamp)
    index.changed = True
    others.forget()
    index.save()
    assert NAME not in (net.root / INDEX).read_text("utf-8")


def test_forgetting_is_refused_where_the_folder_is_anothers(net, others):
    """Whoever has the folder by now was not meant."""
    planned = forgetting.plan_forget(net, net.person(SLUG))
    others.replace("Jonas Oestergaard")
    with pytest.raises(GoneError):
        forgetting.forget(net, planned)
    assert answers(net)["person"]["name"] == "Jonas Oestergaard"


# Drafts --------------------------------------------------------------------------------------------


def _own_template(net, others):
    folder = net.root / "templates" / "en"
    folder.mkdir(parents=True)
    (folder / "invitation.txt.j2").write_text("To: x\n", encoding="utf-8")


def _own_guide(net, others):
    folder = net.root / "templates" / "en"
    folder.mkdir(parents=True)
    shutil.copy(guide_file("en", None), folder / "guide.toml")


MEANWHILE = {
    "person": (lambda net, others: others.set("person.greeting=Bo"), False),
    "network": (lambda net, others: others.set("network.theme=Another."), False),
    "template": (_own_template, False),
    "guide": (_own_guide, False),
    "conversation": (lambda net, others: others.talk("theirs"), True),
    "nothing": (lambda net, others: None, True),
}


@pytest.mark.parametrize("what", MEANWHILE)
def test_a_draft_is_current_only_with_what_it_was_made_of(net, others, what):
    """What changed between rendering and saving makes it stale; ``mail`` then renders it afresh."""
    ours = opened(net)
    texts = {"invitation": ours.render("invitation")}
    change, current = MEANWHILE[what]
    change(net, others)
    verdicts.save(ours, texts)
    assert drafts.look(net, SLUG, "invitation").current == current


def test_a_draft_made_before_the_answers_were_read_anew_is_stale(net, others):
    """Our own saving took up somebody else's answer after the text was rendered."""
    ours = opened(net)
    ours.put({"person.role": "ours"})
    texts = {"invitation": ours.render("invitation")}
    others.set("person.greeting=Bo")
    ours.save(strict=True)
    verdicts.save(ours, texts)
    assert not drafts.look(net, SLUG, "invitation").current


def test_no_error_is_remembered_for_the_answers_it_was_looked_for_in(net, others):
    """Changed answers, and the text is judged again."""
    ours = opened(net)
    texts = {"invitation": ours.render("invitation")}
    judged = verdicts.verdict_on(ours, texts)
    others.set("person.greeting=Bo")
    verdicts.save(ours, texts, judged)
    assert drafts.look(net, SLUG, "invitation").clean_until == ""


def test_a_draft_that_somebody_began_to_edit_is_not_written_over(net, others, monkeypatch):
    """While it was rendered afresh, an editor saved it."""
    file = net.folder(SLUG) / "pitch.md"
    render = Preparation.render

    def edited(self, document):
        text = render(self, document)
        file.write_text("mine\n", encoding="utf-8")
        return text

    monkeypatch.setattr(Preparation, "render", edited)
    assert refreshing.refresh(net, SLUG, "pitch").text == "mine\n"
    assert file.read_text("utf-8") == "mine\n"


# The lock ------------------------------------------------------------------------------------------


def test_whoever_holds_the_lock_may_take_it_again(net):
    """And it is free only after the first."""
    another = Workspace(net.root).lock(seconds=0)
    with net.lock(), net.lock(), holding(net, SLUG, NAME), pytest.raises(NetinviteError), another:
        pass
    with Workspace(net.root).lock(seconds=0):
        pass


# On a terminal -------------------------------------------------------------------------------------

SITTING = ["prepare", SLUG, "--lang", "en", "--full"]


@pytest.mark.sampled(1)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal")
@pytest.mark.parametrize("front", [PlainTerminal, Terminal])
def test_a_wizard_says_that_somebody_else_answered(net, others, tmp_path, front):
    """And asks again."""
    terminal = front([*SITTING, "--workspace", str(net.root)], tmp_path)
    terminal.wait("What does the person do?")
    others.set("person.role=theirs")
    terminal.child.send("ours\r")
    told = "answered elsewhere meanwhile"
    if front is Terminal:
        terminal.wait(told, "What does the person do?", "▌ ours")
    else:
        terminal.wait_for(told)
        terminal.wait("What does the person do?")
    terminal.interrupt("\x03")
    assert terminal.end() == 130
    assert answers(net)["person"]["role"] == "theirs"
    assert answers(net)["unfinished"] == {"person.role": "ours"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal")
@pytest.mark.parametrize("typed", ["ours\r", "ours\x03"])
@pytest.mark.parametrize("front", [PlainTerminal, Terminal])
def test_a_wizard_says_that_the_person_is_gone(net, others, tmp_path, front, typed):
    """Answered or left: exit 1, the place of what was typed, and no folder."""
    terminal = front([*SITTING, "--workspace", str(net.root)], tmp_path)
    terminal.wait("What does the person do?")
    others.forget()
    terminal.child.send(typed[:-1])
    terminal.read(0.5)
    terminal.child.send(typed[-1])
    assert terminal.end() == 1
    assert "ours" in (net.root / "kept-1.toml").read_text("utf-8")
    assert "kept-1.toml" in terminal.raw.decode().replace("\r\n", "").replace(" ", "")
    assert not net.folder(SLUG).exists()


@pytest.mark.parametrize("with_drafts", [True, False])
def test_a_new_person_of_the_same_name_is_somebody_else(net, others, with_drafts):
    """Forgotten and prepared anew under an open wizard: nothing of the one lands with the other."""
    ours = opened(net)
    others.forget()
    assert run_new(net) == 0
    before = net.answers_file(SLUG).read_text("utf-8")
    ours.put({"person.greeting": "zebra"})
    with pytest.raises(GoneError):
        (ours.save_drafts if with_drafts else lambda _texts: ours.save())({"pitch": "zebra\n"})
    assert net.answers_file(SLUG).read_text("utf-8") == before
    assert "zebra" not in (net.folder(SLUG) / "pitch.md").read_text("utf-8")


def test_a_conversation_with_a_new_person_of_the_same_name_is_not_theirs(net, others):
    """An open interview does not land with somebody who was prepared after the person was forgotten."""
    talk = Interview.open(net, "en", net.person(SLUG))
    talk.put({"conversation.busy": "zebra"})
    others.forget()
    assert run_new(net) == 0
    with pytest.raises(GoneError):
        talk.save()
    assert "zebra" not in net.answers_file(SLUG).read_text("utf-8")


def run_new(net):
    """Somebody of the same name, in a folder of the same name."""
    line = [
        "prepare",
        "--new",
        "--no-input",
        "--lang",
        "en",
        "--answers",
        EXAMPLES["en"],
        "-w",
        str(net.root),
    ]
    return app.run(line)
