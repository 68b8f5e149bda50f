"""The texts one by one, before they are saved: read, changed at a number, or edited as a whole."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from netinvite.app import halftyped, reading, refreshing, verdicts
from netinvite.app.preparation import Preparation
from netinvite.errors import TemplateError, conflict_told
from netinvite.language import _
from netinvite.leaving import end_if_noted
from netinvite.model import keys
from netinvite.model.around import NOWHERE, Around, Place
from netinvite.model.questions import Question
from netinvite.store import drafts
from netinvite.ui.fronts import EDIT, Proof
from netinvite.ui.parts import Answered, Back, Turned
from netinvite.values import replace
from netinvite.wizard.desk import Desk
from netinvite.wizard.sitting import Reading

if TYPE_CHECKING:
    from netinvite.app import checking
    from netinvite.checks.rule import Finding
    from netinvite.wizard.sitting import Sitting

# The text that goes to somebody else, of which questions are asked.
MAIL = "invitation"
# The rule that misses whom the mail goes to.
RECIPIENT = "M016"


def title_of(document: str) -> str:
    """How a text is called above it."""
    titles = {
        "pitch": _("The pitch"),
        "invitation": _("The email"),
        "conversation": _("The conversation guide"),
    }
    return titles.get(document, drafts.file_name(document))


class ProofDesk(Desk):
    """A desk whose answers become texts."""

    preparation: Preparation

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.reading = Reading()
        # By key, by whom the answers in the email were changed since it was seen, as far as that is known.
        self.since: dict[str, str] = {}

    def ahead(self) -> Iterator[None]:
        """As every desk; and the rules, tried on the email as far as it is there."""
        yield from super().ahead()
        if MAIL in self.preparation.documents():
            text = self.preparation.rendered_with(MAIL, self.preparation.walk)
            verdicts.questions_on(self.preparation, text)
            yield

    def around(self, question: Question) -> Around | None:
        """The text that the answer will stand in, the one first that somebody came from; none where a
        template fails, which the review tells of."""
        came_from = self.reading.left if self.reading.changing == question.key else ""
        with contextlib.suppress(TemplateError):
            return reading.text_around(self.preparation, question, came_from)
        return None

    def take(self, question: Question, outcome: Answered | Back | Turned) -> None:
        """As every desk; whoever came from a text and goes back is there again."""
        changing, self.reading.changing = self.reading.changing, ""
        if isinstance(outcome, Back) and question.key == changing:
            self.sitting.leave(outcome.unfinished)
            self.sitting.walk = replace(self.sitting.walk, position="", furthest="")
        else:
            super().take(question, outcome)
            if isinstance(outcome, Answered):
                self.pass_over()

    def open_now(self) -> frozenset[str]:
        """What was never answered nor skipped."""
        return frozenset(question.key for question in self.sitting.walk.open_questions())

    def pass_over(self) -> None:
        """Past what was open before somebody came from a text: only what the answer opens is asked."""
        walk = self.sitting.walk
        if walk.position in self.reading.passed:
            ahead = (one.key for one in walk.open_questions() if one.key not in self.reading.passed)
            self.sitting.walk = replace(walk, position=next(ahead, ""), furthest="")

    def read_texts(self, documents: tuple[str, ...]) -> bool:
        """Show what was not on the screen yet, one text after the other; False where an answer is to be
        changed, or somebody goes back."""
        reading = self.reading
        reading.passed = frozenset()
        reading.made = self.preparation.texts(documents)
        reading.lies = {one: self._draft(one).text for one in documents}
        reading.texts = {one: self._text(one, made) for one, made in reading.made.items()}
        unseen = [one for one in documents if reading.seen.get(one) != reading.texts[one]]
        # Back to where somebody came from, and only then to what has changed elsewhere.
        unseen.sort(key=lambda one: one != reading.left)
        while unseen:
            document = unseen.pop(0)
            reading.left = document
            outcome = self._read(document)
            if isinstance(outcome, Back):
                return self._back_from(document, documents)
            if outcome.value == EDIT:
                self.edit_whole(document)
                return False
            if isinstance(outcome.value, int):
                self._change(document, outcome.value)
                return False
            reading.seen[document] = reading.texts[document]
        return True

    def read_last_again(self, documents: tuple[str, ...]) -> bool:
        """Back to the last of the texts."""
        self.reading.seen.pop(documents[-1], None)
        return False

    def _back_from(self, document: str, documents: tuple[str, ...]) -> bool:
        """To the text before this one, or to the last question."""
        self.reading.left = ""
        if place := documents.index(document):
            self.reading.seen.pop(documents[place - 1], None)
        else:
            self.go_back_before()
        return False

    def edit_whole(self, document: str) -> None:
        """The whole text in a field, where a desk lets that be changed."""

    def go_back_before(self) -> None:
        """From the first text to the last question."""
        self.sitting.back()

    def _text(self, document: str, made: str) -> str:
        """The text as it would go: edited by hand, it is what lies there."""
        return self._draft(document).text if refreshing.is_edited(self.preparation, document, made) else made

    def _draft(self, document: str) -> drafts.Draft:
        return drafts.look(self.preparation.workspace, self.preparation.slug, document)

    def is_held(self, document: str) -> bool:
        """Whether a text was edited before the person was taken over, and not looked at since."""
        draft = self._draft(document)
        return draft.held and draft.edited

    def is_half(self, document: str) -> bool:
        """Whether a text was left half typed, and whoever sits here can let it go."""
        return self.may_let_go() and halftyped.is_one(self._draft(document))

    def may_let_go(self) -> bool:
        """Whether whoever sits here says of a text that it may go out."""
        return True

    def let_go(self, document: str, text: str) -> bool:
        """The ``text`` that was looked at may go out, where it lies there yet and whoever sits here signs it;
        whether that is so."""
        return True

    def _is_kept(self, document: str, made: str) -> bool:
        """Whether a text was edited by hand, with the answers of now, and may go out; else it is asked."""
        draft, as_edited = self._draft(document), self.reading.edited.get(document) == made
        return as_edited or (draft.edited and draft.current and not draft.held)

    def _read(self, document: str) -> Answered | Back:
        """A text, and what is asked of it; going on answers that."""
        asked = self.questions(document)
        outcome = self._look(document, asked)
        if isinstance(outcome, Answered) and outcome.value is None:
            verdicts.answered(self.preparation, asked)
            if self.is_half(document):
                self.let_go(document, self.reading.texts[document])
        return outcome

    def questions(self, document: str) -> list[checking.Question]:
        """What nobody but the writer knows of a text: of the email alone."""
        if document != MAIL:
            return []
        return verdicts.questions_on(self.preparation, self.reading.texts[document])

    def _look(self, document: str, asked: list[checking.Question]) -> Answered | Back:
        end_if_noted()
        text, before = self.reading.texts[document], self.reading.last.get(document)
        self.reading.last[document] = text
        places = reading.places(self.preparation, document, text)
        fresh = () if before is None else _sentences(text, [reading.difference(text, before)])
        told = [_("What has changed is bold.")] if fresh else []
        if before is None and document == MAIL and self.since:
            fresh = _sentences(text, [place for place, key in places if key in self.since])
            told.append(self.of_the_changes())
        found = tuple(place for place, _key in places)
        if refreshing.is_edited(self.preparation, document, self.reading.made[document]):
            told.append(self._of_an_edit(document))
        documents = list(self.reading.texts)
        asks = tuple(told for _question, told in verdicts.in_turn(asked))
        name = drafts.file_name(document)
        proof = Proof(name, title_of(document), text, found, fresh, asks=asks, count=len(documents))
        lacking = reading.lacking(self.preparation, document)
        keyed = [*(key for _place, key in places), *(question.key for question in lacking)]
        proof = replace(proof, numbers=self.numbers.of(document, keyed))
        told += self._of_emptied(document, keyed[: len(places)], keyed[len(places) :])
        proof = replace(proof, lacking=tuple(question.ask for question in lacking), told=" ".join(told))
        self.about = self.called
        return self.front.look(replace(proof, number=documents.index(document) + 1, about=self.about))

    def _of_emptied(self, document: str, placed: list[str], lacking: list[str]) -> list[str]:
        """A sentence for each number that had its place when the text was last shown, and has none now."""
        before, self.reading.placed[document] = self.reading.placed.get(document, ()), placed
        told = _("Number %(number)s is empty now, but can still be typed.")
        gone = [key for key in lacking if key in before]
        return [told % {"number": number} for number in self.numbers.of(document, gone)]

    def of_the_changes(self) -> str:
        """Which answers in the email have changed since it was seen, and by whom, as far as git tells; "" for
        none."""
        told = []
        for key, by in self.since.items():
            if question := self.preparation.guide.question(key):
                ask = _("“%(ask)s” (by %(name)s, as git says)") if by else _("“%(ask)s”")
                told.append(ask % {"ask": question.ask, "name": by})
        return _("Changed since you saw the email: %(asks)s.") % {"asks": "; ".join(told)} if told else ""

    def _of_an_edit(self, document: str) -> str:
        if told := conflict_told(drafts.file_name(document), self._draft(document).text):
            return told
        if self.is_half(document):
            return _("You left this text half typed: e goes on with it, Enter takes it as it stands.")
        if self.is_held(document):
            return _(
                "It was edited by hand, perhaps before the person was taken over: at the end you choose."
            )
        later = _("You edited this text, and answers have changed since: at the end you choose.")
        kept = self._is_kept(document, self.reading.made[document]) or not self._draft(document).of_answers
        return _("You edited this text.") if kept else later

    def _change(self, document: str, number: int) -> None:
        """To the question behind a number, and straight back."""
        self.reading.changing, self.announced = self.numbers.key(document, number), ""
        self.reading.passed = self.open_now()
        self.sitting.walk = self.sitting.walk.jump(self.reading.changing)

    def found_in(self, texts: Mapping[str, str]) -> str:
        """What the rules find in texts that are read here: by the title of each and the number in it, or the
        question; "" where they find nothing. Of one in which git left two versions that alone is said."""
        marked = filter(None, (conflict_told(drafts.file_name(one), text) for one, text in texts.items()))
        verdict = verdicts.verdict_on(self.preparation, texts)
        found = (self._told(texts, finding) for finding in (*verdict.errors, *verdict.seams))
        return "\n".join([*marked, *found])

    def _told(self, texts: Mapping[str, str], finding: Finding) -> str:
        document = next(one for one in texts if drafts.file_name(one) == Path(finding.file).name)
        number = self._number_at(document, texts[document], finding)
        where = title_of(document) + (f" [{number}]" if number else "")
        question = self.preparation.guide.question(keys.EMAIL)
        # What is missing has no words, and so no place in the text.
        lacking = finding.rule == RECIPIENT and not finding.words
        hint = question.ask if lacking and question else finding.hint
        return f"{where}: {finding.message}" + (f"\n    {hint}" if hint else "")

    def _number_at(self, document: str, text: str, finding: Finding) -> int:
        """The number before what a finding is about; 0 for none, or where none are shown."""
        if not self.front.follows:
            return 0
        before = text.splitlines(keepends=True)[: finding.line - 1]
        at = sum(map(len, before)) + finding.column - 1
        found = reading.places(self.preparation, document, text)
        numbers = zip(self.numbers.of(document, (key for _place, key in found)), found, strict=True)
        return next((number for number, ((start, end), _key) in numbers if start <= at < end), 0)


def _sentences(text: str, places: Iterable[Place]) -> tuple[Place, ...]:
    """The sentences that places in a text are in, each once."""
    found = (reading.sentence_around(text, place) for place in places if place != NOWHERE)
    return tuple(dict.fromkeys(found))
