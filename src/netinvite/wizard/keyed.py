"""A desk of keys: menus that one letter answers, short fields, and what was half typed in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from netinvite import clock
from netinvite.app import contact, people, promised, sitting, until
from netinvite.app.people import Register
from netinvite.errors import AnswerError, NetinviteError
from netinvite.language import _, active
from netinvite.leaving import LeftError
from netinvite.model import due
from netinvite.model.contacts import MAIL, MESSAGE, MOVED, NOTED, made
from netinvite.model.people import Person
from netinvite.model.questions import Choice, Question, Value
from netinvite.model.readback import read_back_day
from netinvite.model.standing import Facts
from netinvite.store import contacts
from netinvite.store.workspace import Workspace
from netinvite.ui import screen
from netinvite.ui.drawn import Drawn
from netinvite.ui.fronts import Front
from netinvite.ui.parts import Answered, Asked
from netinvite.ui.plain import Plain

# What a key leads to: this person once more, the next one.
STAY, NEXT = "stay", "next"
# The fields: what they are for.
NOTE, UNTIL = "note", "until"
# Of more than these one is looked for.
MANY = 20
# A menu by what its letters lead to: what stands in it, and what that does.
Letters: TypeAlias = dict[str, tuple[str, str]]


def at_somebody(*, invites: bool, declined: bool) -> Letters:
    """What was done about whoever is due: the invitation may go to them still, or they said no."""
    letters = {"called": (_("c: called"), _("say whether you reached the person, and note what was said"))}
    if invites:
        told = _("read the invitation, open it in your email program, or note that it has gone")
        letters["mail"] = (_("m: mail"), told)
    elif not declined:
        told = _("note that you have written an email or a text message yourself")
        letters["mail"] = (_("m: mail"), told)
    return letters | {
        "postpone": (_("p: postpone"), _("name a day; it is due again then")),
        "done": (_("d: done"), _("there is nothing to do for now; the days are counted anew")),
        "note": (_("o: note"), _("write down something to remember; the person stays due")),
    }


def at_a_call() -> Letters:
    """Reached or not."""
    return {
        "talked": (_("t: talked"), _("note what was said; Esc at the first question leads back here")),
        "no answer": (_("n: no answer"), _("note that you tried")),
    }


def at_the_invitation() -> Letters:
    """What to do with it."""
    return {
        "read": (_("r: read it"), _("see it as it will go")),
        "open": (_("o: open it"), _("in your email program, where you send it yourself")),
        "sent": (_("s: it has gone"), _("note that you have sent it")),
    }


def at_what_was_written() -> Letters:
    """How it went."""
    note = _("note that you wrote it today")
    return {MAIL: (_("m: an email has gone"), note), MESSAGE: (_("t: a text message has gone"), note)}


class Keyed:
    """``half``: what is half typed, by person and field; ``names``: what people are called, by id;
    ``recorded``: whether anything was."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.front: Front = Plain() if screen.plain() else Drawn()
        self.half: dict[tuple[str, str], str] = {}
        self.asking = ("", "")
        self.names, self.recorded = dict[str, str](), False

    def name_of(self, facts: Facts) -> str:
        """What a person is called here, where two may have one name."""
        return self.names.get(facts.id, facts.name)

    def say(self, text: str, style: str = "") -> None:
        """Print a paragraph, wrapped at words."""
        self.front.say(text, style)

    def letters(self, ask: str, letters: Letters, *, claims: bool = False) -> str | None:
        """Choose one with the letter that its label begins with; ``None`` where somebody goes back.
        ``claims``: as ``Asked`` has it."""
        choices = [Choice(key, label, label[0], does) for key, (label, does) in letters.items()]
        return self.menu(ask, choices, claims=claims)

    def menu(self, ask: str, choices: list[Choice], *, claims: bool = False) -> str | None:
        """Choose one, of many by what is typed too; ``None`` where somebody goes back. ``claims``: as
        ``Asked`` has it."""
        self.asking = ("", "")
        question = Question("menu", "menu", "choice", ask, required=True, choices=tuple(choices))
        searched = len(choices) > MANY
        now = clock.now()
        asked = Asked(question, question.choices, None, "", active(), now, searched=searched, claims=claims)
        outcome = self.front.ask(asked)
        return str(outcome.value) if isinstance(outcome, Answered) else None

    def _typed(self, facts: Facts, question: Question) -> Value | None:
        """What is typed; half typed it stands there the next time."""
        self.asking = (facts.id, question.name)
        half = self.half.get(self.asking, "")
        outcome = self.front.ask(Asked(question, (), None, half, active(), clock.now()))
        if not isinstance(outcome, Answered):
            self.half[self.asking] = outcome.unfinished
            return None
        self.half[self.asking] = str(outcome.value or "")
        return outcome.value

    def _times_that_went(self, facts: Facts) -> contact.Instead:
        """Gets the times of an email that went where they cannot be read in it."""

        def ask() -> str:
            question = _("Which times does the email propose? Leave it empty if you do not know.")
            typed = self._typed(facts, Question("menu", "times", "text", question))
            self.half.pop(self.asking, None)
            return str(typed or "")

        return lambda problem, moment: contact.typed_instead(problem, moment, active(), ask, self.say)

    # What was done -----------------------------------------------------------------------------------

    def _record(self, facts: Facts, what: str, **more: object) -> str:
        entry = made(what, clock.now(), **more)  # type: ignore[arg-type]  # as its callers have it
        outcome = self._keep(facts, lambda: contacts.append(self.workspace, facts.id, entry, facts.name))
        if what == MOVED and outcome == NEXT:
            self._tell_what_stays(facts.id)
        return outcome

    def _tell_what_stays(self, slug: str) -> None:
        register = people.read(self.workspace)
        for facts in register.everyone:
            for told in promised.stays(facts, register.known) if facts.id == slug else ():
                self.say(told)

    def _keep(self, facts: Facts, record: Callable[[], object]) -> str:
        """Record it and say what follows; where that cannot be done, why, and this person once more."""
        if not self._try(record):
            return STAY
        self.half.pop(self.asking, None)
        self.recorded = True
        self.say(" ".join(filter(None, (_("Recorded."), self._whose(facts)))))
        self._what_follows(facts.id)
        return NEXT

    def _whose(self, facts: Facts, *, recorded: bool = True) -> str:
        """That somebody belongs to another organiser, where that is so, and that it is ``recorded`` who it
        was."""
        if not self.workspace.by or facts.owner in ("", self.workspace.by):
            return ""
        return sitting.whose(self.workspace, Person(facts.id, self.name_of(facts)), recorded=recorded)

    def _what_follows(self, slug: str) -> None:
        register = people.read(self.workspace)
        for facts in register.everyone:
            if facts.id == slug:
                self._when_again(facts, register)

    def _when_again(self, facts: Facts, register: Register) -> None:
        now = clock.now()
        if (one := due.of(facts, now, register.days)) and one.overdue < 0:
            day = read_back_day(one.day, active(), now)
            self.say(_("%(name)s is due again: %(day)s.") % {"name": self.name_of(facts), "day": day})

    # The end -------------------------------------------------------------------------------------------

    def _leaving(self, error: type[LeftError], unfinished: str | None) -> LeftError:
        if unfinished and self.asking[0]:
            self.half[self.asking] = unfinished
        told, words = self._keep_notes(), {"command": self.workspace.command("today")}
        done, on = _("What you did is recorded; go on with: %(command)s"), _("Go on with: %(command)s")
        return error("\n".join([*told, (done if self.recorded else on) % words]))

    def _keep_notes(self) -> list[str]:
        """Record what was half typed as a note, so that nothing is lost; what cannot be kept is said."""
        told = []
        for (slug, name), text in self.half.items():
            if text.strip() and name == NOTE:
                told.append(self._left_note(slug, text))
            elif text.strip() and name == UNTIL:
                told.append(self._not_put_off(slug, text))
            elif text.strip():
                told.append(_("Not recorded: %(text)s") % {"text": text})
        self.half.clear()
        return told

    def _not_put_off(self, slug: str, text: str) -> str:
        """What would put it off; what is no day yet is told with what is wrong with it."""
        try:
            until.read_until(text, active(), clock.now())
        except AnswerError as error:
            return f"{error.in_full} " + _("Not recorded: %(text)s") % {"text": text}
        again = self.workspace.command("later", slug, text)
        return _("Not postponed yet; that would be: %(command)s") % {"command": again}

    def _left_note(self, slug: str, text: str) -> str:
        words = {"text": text, "name": self.names.get(slug, slug)}
        try:
            contacts.append(self.workspace, slug, made(NOTED, clock.now(), note=text), words["name"])
        except NetinviteError as error:
            return f"{error.in_full} " + _("Not recorded: %(text)s") % words
        self.recorded = True
        return _("Kept as a note on %(name)s: %(text)s") % words

    def _try(self, do: Callable[[], object]) -> bool:
        """Whether it could be done; where not, why is said."""
        try:
            do()
        except LeftError:
            raise
        except NetinviteError as error:
            self.say(error.in_full)
            return False
        return True
