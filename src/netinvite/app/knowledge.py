"""What is known of people besides their texts, as the rules ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cached_property, partial
from typing import Any

from netinvite.app.addressee import email_of
from netinvite.checks import Known
from netinvite.checks.known import Answer, First
from netinvite.checks.rule import texts
from netinvite.errors import WorkspaceError
from netinvite.language import _
from netinvite.mail.address import key as address_key
from netinvite.model import confided, keys
from netinvite.model.contacts import NO_ANSWER, SPOKEN, read
from netinvite.model.keys import LANGUAGES, UNFINISHED
from netinvite.model.people import fold
from netinvite.model.proposals import first_words
from netinvite.model.questions import Need, minutes_in
from netinvite.model.sentences import opened
from netinvite.model.walk import Walk
from netinvite.store.network import Known as File
from netinvite.store.reading import at
from netinvite.store.records import Record, Told, walk_of
from netinvite.values import replace

CONSIDERED = (keys.BARRIER, keys.ALTERNATIVE, keys.ASSUMPTION)
# The answers that a text says over again in their own words.
SAID = (keys.WHY, keys.SEEN, keys.MET, keys.CURIOUS, keys.MOTIVATION, keys.PURPOSE, keys.VALUES)
# What the full way alone asks; answered or skipped, it was taken.
THOROUGH = (keys.ASSUMPTION, keys.ALTERNATIVE, keys.OWN_QUESTION)
# The rule that tells what was not thought about.
REFLECTION = "R001"
SENTENCE = "sentence"
AS_IT_STANDS = (SENTENCE, "line")


class Knowledge:
    """What is known of people; whose an address is, is read of everyone, once, where it is asked for."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.workspace = told.workspace

    def of(self, slug: str, data: Mapping[str, Any], lang: str = "") -> Known:
        """What a person's answers, parsed as ``data``, say in ``lang`` or the person's own language; a
        ``WorkspaceError`` where they are damaged."""
        own = lang in ("", self.told.own(data))
        walk = self.told.walk(slug, data if own else _put_back(data), lang)
        return replace(facts(walk, data), names=partial(self._names, walk))

    def whole(self, slug: str, data: Mapping[str, Any], lang: str = "") -> Known:
        """``of``, and what others' answers say of the person."""
        known = self.of(slug, data, lang)
        return replace(known, slug=slug, at=self.at, of_name=self.of_name)

    def of_network(self, organiser: File | None = None) -> Known:
        """What is known where a text is about nobody: the network's answers; with an ``organiser`` who is not
        the first, what their file says."""
        guide, network = self.told.network(organiser=organiser)
        answers, walk = network.answers, walk_of(guide, network, Record())
        firsts = first_words_of(walk)
        return Known(
            names=partial(self._names, walk),
            name=str(answers.get(keys.OWN_NAME) or ""),
            firsts=tuple(firsts.values()),
            answers=tuple(
                _as_they_stand(walk, firsts, organiser.data if organiser else self.told.data, "network")
            ),
            practical=tuple((k.partition(".")[2], str(v)) for k, v in answers.items() if v),
        )

    def _names(self, walk: Walk, key: str) -> Iterable[str]:
        """The words that are names here, in the answers but that to a question."""
        # What answers from a command line need, where one sentence asks for it.
        from netinvite.app.repeated import names_known

        return names_known(self.workspace, replace(walk, answers={**walk.answers, key: None}))

    def of_leaflet(self) -> Known:
        """What is known for the leaflet: the network's answers, and everyone's name and organisation."""
        people = self.workspace.people()
        participants = tuple((person.name, self._organisation(person.slug)) for person in people)
        return replace(self.of_network(), participants=participants)

    def _organisation(self, slug: str) -> str:
        with suppress(WorkspaceError):
            data = self.workspace.read(self.workspace.answers_file(slug))
            return at(data, *keys.ORGANISATION.path)
        return ""

    def at(self, address: str) -> Iterable[tuple[str, str]]:
        """Who has this address, as ``mail.address.key`` has it: folder and name of each."""
        return self._addresses.get(address, ()) if address else ()

    def of_name(self, name: str) -> Iterable[tuple[str, str]]:
        """Who is called so: folder and name of each."""
        return self._names_here.get(fold(name), ()) if name else ()

    @cached_property
    def _names_here(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        found: dict[str, tuple[tuple[str, str], ...]] = {}
        for one in self.workspace.people():
            found[fold(one.name)] = (*found.get(fold(one.name), ()), (one.slug, one.name))
        return found

    @cached_property
    def _addresses(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        found: dict[str, tuple[tuple[str, str], ...]] = {}
        for slug, data in self._everybody():
            if email := at(data, *keys.EMAIL.path):
                who = (slug, at(data, *keys.NAME.path) or slug)
                found[address_key(email)] = (*found.get(address_key(email), ()), who)
        return found

    def _everybody(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Everyone's folder and answers, as far as they can be read."""
        for slug in self.workspace.slugs():
            with suppress(WorkspaceError):
                yield slug, self.workspace.read(self.workspace.answers_file(slug))


def _put_back(data: Mapping[str, Any]) -> dict[str, Any]:
    """Parsed answers with those that wait to be put into another language where they stood: a draft in the
    language of before was made of them."""
    waits = data.get(UNFINISHED, {})
    out = dict(data)
    for key, text in waits.items() if isinstance(waits, dict) else ():
        step, _dot, name = key.partition(".")
        table = out.get(step, {})
        if isinstance(table, dict):
            out[step] = {name: text, **table}
    return out


def facts(walk: Walk, data: Mapping[str, Any]) -> Known:
    answers, private = walk.rendered(), walk.guide.private()
    firsts = first_words_of(walk)

    def text(key: str) -> str:
        return str(answers.get(key) or "")

    def own(key: str) -> str:
        first = firsts.get(key)
        return (first and opened(text(key), first.text)) or text(key)

    return Known(
        name=text(keys.OWN_NAME),
        phone=text(keys.OWN_PHONE),
        email=text(keys.OWN_EMAIL),
        address=email_of(data),
        person=text(keys.NAME),
        firsts=tuple(firsts.values()),
        answers=tuple(_as_they_stand(walk, firsts, data, "person")),
        way=text(keys.WAY),
        tried=text(keys.TRIED),
        minutes=minutes_in(text(keys.MINUTES)),
        untimed=keys.TIMES not in answers,
        times=_moments(answers.get(keys.TIMES)),
        called=text(keys.CALLED),
        greeting=text(keys.GREETING),
        met=_was_met(data),
        referrer=text(keys.REFERRED_BY) or at(data, "referral", "by"),
        mention_referrer=text(keys.MENTION_REFERRER) == "yes",
        private=tuple(text(key) for key in sorted(private) if text(key)),
        confided=tuple(confided.sentences(confided.thoughts(walk.guide, answers))),
        public=tuple(_texts(value for key, value in answers.items() if key not in private)),
        of_reader=tuple(own(key) for key in (keys.WHY, keys.SEEN, keys.MET) if text(key)),
        said=tuple((str(key), text(key)) for key in SAID if text(key)),
        curious=own(keys.CURIOUS),
        reason=own(keys.MOTIVATION),
        purpose=own(keys.PURPOSE),
        values=own(keys.VALUES),
        considered=frozenset(key.name for key in CONSIDERED if _is_thought(text(key))),
        thorough=any(key in walk.answers for key in THOROUGH),
    )


def first_words_of(walk: Walk) -> dict[str, First]:
    """The first words of each question that has some, as the answers stand."""
    found = {}
    for question in walk.guide.questions(*walk.about):
        if text := first_words(question, walk.answers, walk.guide):
            examples = (question.example, *(proposed.text for proposed in question.propose))
            found[question.key] = First(
                text,
                question.lead.strip(),
                of_reader=question.key == keys.WHY,
                asks=any(str(example).endswith("?") for example in examples),
                named=question.first.endswith("},"),
                key=str(question.key),
            )
    return found


def _as_they_stand(
    walk: Walk, firsts: Mapping[str, First], data: Mapping[str, Any], about: str
) -> Iterator[Answer]:
    """The answers about this in a file, parsed as ``data``, that texts take letter by letter; none that is
    only proposed."""
    answers = walk.rendered()
    for question in walk.guide.questions(about):
        value = answers.get(question.key)
        if isinstance(value, tuple):
            needs = (one for one in value if isinstance(one, Need))
            yield from (Answer((question.step, question.name), one.name, None, False) for one in needs)
        if isinstance(value, str) and question.kind in AS_IT_STANDS and not question.private:
            path = question.step, question.name
            there = [one for one in ((LANGUAGES, walk.guide.lang, *path), path) if at(data, *one)]
            if there:
                yield Answer(there[0], value, firsts.get(question.key), question.kind == SENTENCE)


def _is_thought(text: str) -> bool:
    """Whether an answer is one: no dash, and not the example that is no good."""
    said = text.strip().casefold()
    if not any(map(str.isalnum, said)):
        return False
    return said != _(texts()[REFLECTION].bad).casefold()


def _moments(value: object) -> tuple[datetime, ...]:
    return tuple(one for one in value if isinstance(one, datetime)) if isinstance(value, tuple) else ()


def _was_met(data: Mapping[str, Any]) -> bool:
    """Whether the contact log tells of a call or a visit, also of one in vain."""
    return any(entry.what in (NO_ANSWER, *SPOKEN) for entry in read(data)[0])


def _texts(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        yield from map(str, value) if isinstance(value, tuple) else (str(value),)
