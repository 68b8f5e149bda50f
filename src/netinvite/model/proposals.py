"""What stands in a field before anybody has typed: first words, and whole answers that are proposed.

Both are texts of the guide in which an earlier answer is put where its key stands in braces:

- ``{person.name}``: the answer;
- ``{person.name:first}``: the first word of two, or all of it where nobody can know (``called``);
- ``{network.theme:own}``: the answer without the words that its question begins with, and without its closing
  mark; none where it does not begin with them;
- ``{organiser.introduction:line}``: of those words the first sentence, all of them where nobody can know
  where it ends (``line_of``);
- ``{contact.talk:last}``: what was answered to it for the person before;
- ``{person.met?}``: an answer that may be missing. Then it is left out with the blank before it, or with its
  line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest

from netinvite.libraries import regex
from netinvite.model import kinds
from netinvite.model.keys import CALLED, GREETING, NAME
from netinvite.model.questions import Choice, Condition, Guide, Proposal, Question, Value
from netinvite.model.sentences import capitalised, opened
from netinvite.model.typed import Sentence
from netinvite.values import replace

_NAME = regex(r"[^\W\d_](?:[^\W\d_]|[-'’\u0300-\u036f])*")
PLACE = regex(r"\{([^{}:?\s]+)(?::(first|own|line|last))?(\?)?\}", needs="{")
NOBODY: Mapping[str, Value] = {}
# A mark behind a word that is long for an abbreviation, with no small letter behind it.
_SENTENCE_ENDS = regex(r"(?<=[^\W\d_]{4})[.?!…]+[\"'”’»)]*\s+(?=[^a-zæøåäöü])")
# Of so many words of a name the first is one's own; marks with which a name is no row of words.
_PLAIN, _BETWEEN = 2, ",;"
# Of longer names, further words are typed. So many ways to call somebody are a menu that is not searched.
_MOST_WORDS, _MOST_WAYS = 5, 10
# So many words before the last name may be titles.
_TITLES = (1, 2)


def keys_in(text: str, *, last: bool = False) -> Iterator[str]:
    """The keys of the answers that ``text`` has places for; ``last``: those for the person before."""
    return (found[1] for found in PLACE.finditer(text) if (found[2] == "last") is last)


def first_words(question: Question, answers: Mapping[str, Value | None], guide: Guide) -> str:
    """The words that an answer to ``question`` begins with, no blank at their end; "" where there are none,
    or where an answer that they name is missing."""
    return _filled(question.first, answers, guide) or ""


def begun(
    question: Question, before: Mapping[str, Value | None], answers: Mapping[str, Value | None], guide: Guide
) -> Value | None:
    """The answer behind the first words as they are now, where it stood behind those of ``before``: the name
    in them may be another."""
    value = answers[question.key]
    if "{" not in question.first:
        return value
    was, now = (first_words(question, one, guide) for one in (before, answers))
    if not (was and now and isinstance(value, str) and value.startswith(was)):
        return value
    return now + value.removeprefix(was)


def proposal(
    question: Question,
    answers: Mapping[str, Value | None],
    guide: Guide,
    last: Mapping[str, Value] = NOBODY,
) -> Value | None:
    """The whole answer that the guide proposes; ``None`` where none can be made. ``last``: the answers for
    the person before."""
    allowed = {choice.key for choice in question.choices}
    for proposed in question.propose:
        text = _made(proposed, answers, guide, last)
        if text and (not allowed or text in allowed):
            kind = kinds.of(question)
            if isinstance(kind, Sentence):
                return capitalised(text)
            return (text,) if kind.several else text
    return None


def _made(
    proposed: Proposal, answers: Mapping[str, Value | None], guide: Guide, last: Mapping[str, Value]
) -> str:
    if not all(_holds(condition, answers) for condition in proposed.when):
        return ""
    text = _filled(proposed.text, answers, guide, last) or ""
    return text if proposed.longest is None or len(text) <= proposed.longest else ""


def _holds(condition: Condition, answers: Mapping[str, Value | None]) -> bool:
    return condition.holds(answers.get(condition.key))


def _filled(
    text: str, answers: Mapping[str, Value | None], guide: Guide, last: Mapping[str, Value] = NOBODY
) -> str | None:
    """``text`` with the answers in their places; ``None`` where one is missing that must not be."""
    if "{" not in text:
        return text
    if CALLED in text:
        answers = _with_called(answers, guide)
    lines: list[str] = []
    for line in text.split("\n"):
        missing = False
        out, end = "", 0
        for place in PLACE.finditer(line):
            out, end, rest = out + line[end : place.start()], place.end(), line[place.end() :]
            value = _value(place, answers if place[2] != "last" else last, guide)
            if value is None:
                if not place[3]:
                    return None
                missing, out = True, out.removesuffix(" ") if rest[:1] in ("", " ") else out
                continue
            out += value
        out += line[end:]
        if not missing or out.strip():
            lines.append(out.strip() if missing else out)
    return "\n".join(lines)


def _with_called(answers: Mapping[str, Value | None], guide: Guide) -> Mapping[str, Value | None]:
    """The answers, and where nobody has said what somebody is called, what is proposed."""
    question = guide.question(CALLED)
    if question is None or answers.get(CALLED) is not None:
        return answers
    return {**answers, CALLED: proposal(question, answers, guide)}


def _value(place: re.Match[str], answers: Mapping[str, Value | None], guide: Guide) -> str | None:
    value = answers.get(place[1])
    if not isinstance(value, str) or not value:
        return None
    if place[2] == "first":
        return called(value)
    if place[2] in ("own", "line"):
        question = guide.question(place[1])
        own = opened(value, first_words(question, answers, guide)) if question else None
        return line_of(own) if own and place[2] == "line" else own
    return value


def line_of(words: str) -> str:
    """The first sentence of ``words``, without its mark, in a line; what it says is left to whoever reads
    it."""
    end = _SENTENCE_ENDS.search(words)
    return " ".join((words[: end.start()] if end else words).split())


def called(name: str) -> str:
    """The first word of one or two, where that can be a name on its own: letters, hyphens and apostrophes, a
    capital and small ones. Else the whole: "Dr.", "Lee,", "von" and "LEDER" call nobody, and which of three
    words does is not to be seen."""
    words = name.split()
    if len(words) > _PLAIN or any(mark in name for mark in _BETWEEN):
        return name
    word = words[0]
    written = not word[0].islower() and (len(word) == 1 or not word.isupper())
    return word if _NAME.fullmatch(word) and written else name


def ways(name: object) -> tuple[str, ...]:
    """What somebody of this name may be called: what ``called`` says first, then all of it, its words, and
    some of them together."""
    if not isinstance(name, str) or len(name.split()) < _PLAIN:
        return ()
    return tuple(dict.fromkeys((called(name), name, *called_in(name))))[:_MOST_WAYS]


def ways_to_call(name: object) -> tuple[str, ...]:
    """The same where nobody can know and somebody is to choose, all of the name first; none where ``called``
    knows."""
    found = ways(name)
    return found if found[:1] == (name,) else ()


def called_in(name: str) -> Iterator[str]:
    """The first word and the first two with the last one, where each has a letter and no mark parts them;
    then each word that has a letter, and behind it the two that begin with it."""
    words = name.split()
    if all(any(map(str.isalpha, word)) for word in words) and not any(mark in name for mark in _BETWEEN):
        yield from (" ".join((*words[:count], words[-1])) for count in _TITLES if count < len(words) - 1)
    some = words[:_MOST_WORDS]
    for word, follows in zip_longest(some, some[1:], fillvalue=""):
        ways = [word] if not follows or word[-1] in _BETWEEN else [word, f"{word} {follows}"]
        found = (way.strip(_BETWEEN) for way in ways if any(map(str.isalpha, word)))
        yield from (way for way in found if _stands_alone(way, name))


def _stands_alone(way: str, name: str) -> bool:
    """Whether some words of a name can be all of it in a greeting: they end in no mark, begin with no
    initial, and a small word ("sognepræst", "von") only joins the last one, where not all are small."""
    first, last = way.split()[0], way.split()[-1]
    if not way[-1].isalnum() or (first.endswith(".") and len(first) == len("É.")):
        return False
    if name.islower() or not (first[0].islower() or last[0].islower()):
        return True
    return first != last and name.endswith(last)


def greetings(
    question: Question, answers: Mapping[str, Value | None], guide: Guide, last: Mapping[str, Value] = NOBODY
) -> tuple[Choice, ...]:
    """The greetings that can be proposed for ``question``, a choice each: by the first of two words, which
    can be somebody's name or not, and by both, with the words that hold first and then with the others. None
    where it was said what the person is called, and where the answer is another one already."""
    if question.key != GREETING or not takes_up(question, CALLED) or answers.get(CALLED) is not None:
        return ()
    name = answers.get(NAME)
    called = [{**answers, CALLED: way} for way in (() if ways_to_call(name) else ways(name)[:_PLAIN])]
    by_words = zip(*(_in_all_words(question, one, guide, last) for one in called), strict=True)
    found = [text for texts in by_words for text in texts]
    texts = [text for text in dict.fromkeys(found) if isinstance(text, str)]
    there = answers.get(question.key)
    return tuple(Choice(text, text) for text in texts) if len(texts) > 1 and there in (None, *texts) else ()


def _in_all_words(
    question: Question, answers: Mapping[str, Value | None], guide: Guide, last: Mapping[str, Value]
) -> list[Value | None]:
    """What is proposed of ``answers``, and then what each proposal makes of them, its conditions apart."""
    texts = (_made(replace(one, when=()), answers, guide, last) for one in question.propose)
    each = [taken(question, text) if text else None for text in texts]
    return [made(question, answers, guide, last), *each]


def takes_up(question: Question, key: str) -> bool:
    """Whether a proposal of ``question`` names the answer ``key``."""
    return any(key in keys_in(proposed.text) for proposed in question.propose)


def gone(was: object, name: object) -> tuple[str, ...]:
    """What somebody whose name ``was`` that may be called, but for what is proposed, and is no part of
    ``name``."""
    return () if was == name else tuple(way for way in ways(was)[1:] if way not in ways(name))


def as_before(way: str, was: object, name: object) -> str | None:
    """Of somebody whose name ``was`` another of two words and is ``name`` now: what stands where ``way``
    stood; ``None`` where the two have not as many words."""
    before, now = ways(was), ways(name)
    alike = len(before) == len(now) and not ways_to_call(was) and not ways_to_call(name)
    return now[before.index(way)] if alike else None


def still_called(
    before: Mapping[str, Value | None], given: Mapping[str, Value | None]
) -> dict[str, Value | None]:
    """The answers of ``before`` with those ``given``, but for what was chosen out of a name and is not in the
    new one."""
    now = {**before, **given}
    if CALLED not in given and before.get(CALLED) in gone(before.get(NAME), now.get(NAME)):
        del now[CALLED]
    return now


def taken(question: Question, proposed: Value) -> Value:
    """A proposal of the guide as the answer that it is when it is taken as it stands."""
    kind = kinds.TYPED.get(question.kind)
    return kind.value(question, proposed) if kind and isinstance(proposed, str) else proposed


def made(
    question: Question, answers: Mapping[str, Value | None], guide: Guide, last: Mapping[str, Value] = NOBODY
) -> Value | None:
    """What is proposed, as the answer that it is when it is taken; ``None`` where none can be made."""
    proposed = proposal(question, answers, guide, last)
    return None if proposed is None else taken(question, proposed)


def anew(
    question: Question,
    value: Value | None,
    before: Mapping[str, Value | None],
    now: Callable[[], Mapping[str, Value | None]],
    guide: Guide,
    last: Mapping[str, Value] = NOBODY,
) -> Value | None:
    """``value``, which was answered with ``before``; where it was proposed then, or made of a name that is
    another ``now``, the same as it is proposed now."""
    if value == made(question, before, guide, last):
        return made(question, now(), guide, last) or value
    if not takes_up(question, CALLED):
        return value
    after = now()
    was, name = before.get(NAME), after.get(NAME)
    for way in () if was == name else ways(was):
        found = _in_all_words(question, {**before, CALLED: way}, guide, last)
        if way not in ways(name) and value in found:
            called = as_before(way, was, name)
            then = {**after, CALLED: called} if called else after
            return _in_all_words(question, then, guide, last)[found.index(value)] or value
    return value
