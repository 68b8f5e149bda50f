"""What is done about findings and questions: accepted, put right where that is certain, asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from netinvite import clock
from netinvite.app.check import Checker, switched_off
from netinvite.app.foreign import is_foreign
from netinvite.app.verdicts import by_place
from netinvite.checks import Finding, Material, Rule, by_id
from netinvite.checks.found import place
from netinvite.checks.mending import mended
from netinvite.checks.table import MOST_ASKED, asked
from netinvite.commands import command
from netinvite.errors import NetinviteError, UsageError
from netinvite.language import _
from netinvite.model.people import Person
from netinvite.model.proposals import called
from netinvite.store import asread, checked, drafts, files, namesakes
from netinvite.store.inventory import FILES
from netinvite.store.network import Network
from netinvite.store.presence import holding
from netinvite.store.records import PERSONAL
from netinvite.store.workspace import Workspace
from netinvite.values import NamedTuple

# Questions that somebody goes through at a time, and while texts are looked at before they are saved.
MOST, IN_REVIEW = MOST_ASKED, 2
# The document whose questions come first.
FIRST = "invitation"


def why_due(workspace: Network, person: Person) -> list[str]:
    """What ``today`` says of somebody who is due, of organisers as it names them; nothing where their records
    cannot be read."""
    # For one person alone, 6 ms.
    from netinvite.app import team, whatnow
    from netinvite.app.people import days_of
    from netinvite.app.reasons import why
    from netinvite.model.due import due

    with suppress(NetinviteError):
        facts = whatnow.case(workspace, person.slug).facts
        names = {one.slug: one.name for one in workspace.people()} if facts.referred_by else {}
        known, now = team.Known(names, team.of(workspace, [facts])), clock.now()
        return [
            f"{facts.name}: {why(one, facts, now, known)}" for one in due([facts], now, days_of(workspace))
        ]
    return []


# Names of people in one line.
NAMED = 5


def everyone(workspace: Network) -> list[Person]:
    """Those whose texts ``check`` looks at where nobody is named."""
    checker, only = Checker(workspace), workspace.only
    return [one for one in workspace.people() if not only or checker.is_of(one.slug, only)]


def would_fix(checker: Checker, people: Sequence[Person], only: Path | None = None) -> str:
    """What ``--fix`` would put right in people's texts, or in one draft ``only``, a line; "" if nothing."""
    found: dict[str, list[str]] = {}
    for person in people:
        with suppress(NetinviteError):
            held = [one for file, one in checker.materials(person.slug) if only in (None, file)]
            if faults := [mend.fault for one in held for mend in mended(one).mends]:
                found[person.slug] = faults
    told = told_of_mends(_one_of(list(found)), [fault for faults in found.values() for fault in faults])
    return told if len(found) < 2 else f"{told} ({_short(list(found))})"


def told_of_mends(whose: str, faults: Sequence[str]) -> str:
    """The line that names what ``--fix`` would put right; "" for nothing."""
    words = {"command": command("check", whose, "--fix"), "faults": ", ".join(dict.fromkeys(faults))}
    return _("%(command)s would put right: %(faults)s.") % words if faults else ""


def left_to_know(workspace: Network, people: Sequence[Person], *, clean: bool = True) -> list[str]:
    """Whether questions are left that the writer of people's texts can answer; where nothing is found in
    them (``clean``), that, too, and which are not written yet."""
    checker = Checker(workspace)
    off = switched_off(workspace, checker.told.data)
    asks, missing = [], []
    for person in people:
        done = checked.looked_at(workspace, person.slug)
        held = checker.materials(person.slug)
        each = (one for file, material in held for one in _of(material, file, off))
        asks += [person.slug] if any(not done.issuperset(one.pairs) for one in each) else []
        missing += [f"{person.slug}/{name}" for name in _missing(held)]
    read = _("What only you know: %(command)s") % {"command": command("check", _one_of(asks), "--read")}
    if not clean:
        return [read] if asks else []
    told = " ".join([_("Nothing to fix."), *([read] if asks else [])])
    return [told, *([_("Not written yet: %(files)s.") % {"files": _short(missing)}] if missing else [])]


def _missing(held: Sequence[tuple[Path, Material]]) -> list[str]:
    """The drafts that are not there; where another way was chosen, no email is missed."""
    there = {material.about for _file, material in held}
    unneeded = {FIRST} if any(material.known.way in PERSONAL for _file, material in held) else set()
    return [FILES[name] for name in FILES if name not in there | unneeded]


def _one_of(slugs: Sequence[str]) -> str:
    return slugs[0] if len(slugs) == 1 else _("PERSON")


def _short(names: Sequence[str]) -> str:
    return ", ".join([*names[:NAMED], *(["…"] if len(names) > NAMED else [])])


# Accepted --------------------------------------------------------------------------------------------


def drafted(workspace: Network, source: str) -> tuple[Person, Path]:
    """Whose draft a file is, and the file; a ``UsageError`` for one that is nobody's here: what was accepted
    or answered is remembered beside a person's answers."""
    if found := Checker(workspace).ours(Path(source)):
        return workspace.person(found[0]), found[2]
    told = _("%(file)s is nobody's draft here, and only beside somebody's answers can that be remembered.")
    off = _("[check] off in network.toml switches a rule off for all texts.")
    raise UsageError(told % {"file": source}, off)


def accept(workspace: Workspace, person: Person, typed: str, only: Path | None = None) -> Finding:
    """Remember that what a rule finds of a person's in one place, in one draft ``only`` or in all, stands as
    it is: ``M011``, or ``M011:7`` where there are several, by line, or ``M011:7:12``, by line and column. A
    ``UsageError`` where it is none, or not one place."""
    name, _colon, at = typed.partition(":")
    rule = by_id(name)
    checker = Checker(workspace)
    off = switched_off(workspace, checker.told.data)
    found = [one for one in checker.person(person.slug, off) if one.rule == rule.id]
    found = [one for one in found if only is None or one.file == files.shown(only)]
    meant = [one for one in found if at in ("", str(one.line), f"{one.line}:{one.column}")]
    if len({(one.file, one.line, one.column) for one in meant}) != 1:
        called = namesakes.told(workspace, person.slug, person.name)
        raise _not_one(rule, found, called, f"{rule.id}:{at}" if at and not meant else "")
    # What is found of the very same words cannot be told apart, and was shown together.
    checked.accept(workspace, person.slug, rule.id, [one.place for one in meant])
    return meant[0]


def _not_one(rule: Rule, found: list[Finding], called: str, nowhere: str) -> UsageError:
    """What is said where no one place is meant; ``nowhere``: one where nothing is found."""
    words = {"rule": rule.id, "name": called, "place": nowhere}
    if not found:
        return UsageError(_("%(rule)s finds nothing in the texts for %(name)s.") % words)
    each = zip(by_place(found, lines=bool(nowhere)), found, strict=True)
    places = ", ".join(dict.fromkeys(f"{name} ({Path(one.file).name})" for name, one in each))
    told = _("%(rule)s finds several things in the texts for %(name)s.") % words
    if nowhere:
        told = _("%(place)s: nothing is found there in the texts for %(name)s.") % words
    return UsageError(told, _("Name one by its line: %(places)s") % {"places": places})


# Put right -------------------------------------------------------------------------------------------


def put_right(workspace: Workspace, person: Person, only: Path | None = None) -> Iterator[str]:
    """Put right what is certain in a person's saved texts, or in one of them ``only``, and say each, with its
    place."""
    with holding(workspace, person.slug, person.name):
        for file, material in Checker(workspace).materials(person.slug):
            if only not in (None, file):
                continue
            found = mended(material)
            if found.mends and not asread.write(file, found.text, material.raw):
                yield _("%(file)s was changed meanwhile; nothing was written.") % {"file": files.shown(file)}
                continue
            yield from (f"{files.shown(file)}:{line}: {told}" for line, told in found.told)


# Questions -------------------------------------------------------------------------------------------


class Question(NamedTuple):
    """A question to the writer about a text in ``file``: an example of what breaks the rule and of what does
    not; ``answered``: the writer's own answer, which is a better one. ``line``: of the words that it is
    about, 0 for the text as a whole. ``digests`` are those of all texts of which just this is asked."""

    rule: str
    asks: str
    bad: str
    good: str
    file: Path
    text: str
    digests: tuple[str, ...]
    answered: str = ""
    line: int = 0

    @property
    def told(self) -> str:
        """What is asked, and the examples, each on a line."""
        bad = _("Instead of: %(sentence)s") % {"sentence": self.bad}
        good = self.answered or _("Better: %(sentence)s") % {"sentence": self.good}
        return f"{self.asks}\n{bad}\n{good}"

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """What is remembered of it once it was answered."""
        return tuple((self.rule, digest) for digest in self.digests)


def questions(workspace: Workspace, person: Person, only: Path | None = None) -> list[Question]:
    """What only the writer knows of a person's texts, or of one of them ``only``, the email first, at most
    five; none that was answered for the same text, and what is asked of several texts alike once."""
    checker = Checker(workspace)
    off = switched_off(workspace, checker.told.data)
    done = checked.looked_at(workspace, person.slug)
    found: dict[tuple[object, ...], Question] = {}
    for file, material in sorted(checker.materials(person.slug), key=lambda one: one[1].about != FIRST):
        times: Counter[tuple[object, ...]] = Counter()
        for one in _of(material, file, off) if only in (None, file) else ():
            alike: tuple[object, ...] = (one.rule, one.asks, "" if one.line else file)
            times[alike] += 1
            if not done.issuperset(one.pairs):
                before = found.get((*alike, times[alike]), one)
                digests = tuple(dict.fromkeys((*before.digests, *one.digests)))
                found[(*alike, times[alike])] = before._replace(digests=digests)
    return list(found.values())[:MOST]


def questions_on(workspace: Network, slug: str, text: str, lang: str) -> list[Question]:
    """What only the writer knows of an email in ``lang`` that may not be saved yet, at most two; none that
    was answered for the same text, or asked where an answer was typed."""
    checker = Checker(workspace)
    done = checked.looked_at(workspace, slug)
    material, file = checker.held(slug, FIRST, text, lang), workspace.folder(slug) / drafts.file_name(FIRST)
    asks = _of(material, file, switched_off(workspace, checker.told.data), typed=False)
    return [one for one in asks if not done.issuperset(one.pairs)][:IN_REVIEW]


def _of(material: Material, file: Path, off: list[str], *, typed: bool = True) -> Iterator[Question]:
    for rule, spot in [] if is_foreign(material) else asked(material, off):
        known = material.known
        name = known.called or (called(known.person) if known.person.strip() else _("the reader"))
        asks = spot.message or _(rule.text.question) % {"name": name}
        if typed or not spot.typed:
            # Of several questions of one rule, each is answered by itself.
            told = f"{material.text}\n{place(material, spot)}" if spot.words else material.text
            more = material.text, (drafts.digest(told),), spot.hint, spot.line if spot.words else 0
            yield Question(rule.id, asks, _(rule.text.bad), _(rule.text.good), file, *more)


def go_through(
    workspace: Workspace, person: Person, found: list[Question], ask: Callable[[Question], bool]
) -> int:
    """Ask one question after the other and remember those that ``ask`` calls answered; how many they are."""
    answered = 0
    for question in found:
        if ask(question):
            checked.answer(workspace, person.slug, question.pairs)
            answered += 1
    return answered
