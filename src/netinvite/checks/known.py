"""What is known besides a text: the answers and facts that a rule holds it against."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from netinvite.values import Frozen


class First(Frozen):
    """The words that an answer begins with.

    ``lead`` stands in its field behind them. ``of_reader``: what follows speaks of the reader. ``asks``: the
    answer is a question. ``named``: they close with a name and a comma, and are a sentence without it.
    ``key`` is the question's.
    """

    text: str
    lead: str = ""
    of_reader: bool = False
    asks: bool = False
    named: bool = False
    key: str = ""


class Answer(Frozen):
    """An answer that texts take as it stands, at ``path`` in its file; ``sentence``: it is one, with capital
    and closing mark."""

    path: tuple[str, ...]
    text: str
    first: First | None = None
    sentence: bool = True


class Kept(Frozen):
    """What is kept on somebody (their ``name``) for the organiser alone: of each text the ``runs`` of words
    that give it away; ``whole`` are its sentences, which do so wherever else they stand."""

    name: str
    runs: tuple[tuple[str, ...], ...]
    whole: tuple[str, ...] = ()


def _nobody(address: str) -> Iterable[tuple[str, str]]:
    return ()


def _nothing() -> Iterable[Kept]:
    return ()


def _no_names(key: str) -> Iterable[str]:
    return ()


class Known(Frozen):
    """The answers and facts beside a text; whatever nobody said is empty.

    ``name``, ``phone`` and ``email`` are the organiser's, ``address`` is the person's.
    ``slug`` is the person's folder, ``at`` tells who in the workspace has an address: slug and name;
    ``of_name`` who is called so.
    ``names`` tells the words that are names in all answers but that of a question.
    ``kept`` tells what is kept on everyone else, and what was noted of talks with the person, where the text
    was edited by hand; ``confided`` are the sentences of private answers.
    ``firsts`` are the guide's first words, ``answers`` what texts take as it stands. ``private`` and
    ``public`` are answers' texts. In the writer's own words, without the first ones: ``of_reader`` what is
    told of the reader, ``curious`` what is asked of them, ``reason`` why the organiser does this, ``purpose``
    what it is for, ``values`` what guides it; ``said`` has those answers whole, by key. ``times`` are those
    answered (``untimed``: none were), ``greeting`` is the one answered, ``called`` what the person is called
    in it. ``met``: the contact log tells of a call or a visit. ``considered`` names the answered questions of
    the reflection; ``thorough``: the full way was taken there. ``participants`` are the people in the
    workspace, name and organisation of each. ``practical`` holds the answers for the leaflet by key.
    ``loose``: the text lies outside any workspace; ``below``: what stands under its signature, which is not
    judged.
    """

    slug: str = ""
    at: Callable[[str], Iterable[tuple[str, str]]] = _nobody
    of_name: Callable[[str], Iterable[tuple[str, str]]] = _nobody
    names: Callable[[str], Iterable[str]] = _no_names
    kept: Callable[[], Iterable[Kept]] = _nothing
    confided: tuple[str, ...] = ()
    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    person: str = ""
    firsts: tuple[First, ...] = ()
    answers: tuple[Answer, ...] = ()
    way: str = ""
    tried: str = ""
    minutes: int = 0
    untimed: bool = False
    times: tuple[datetime, ...] = ()
    called: str = ""
    greeting: str = ""
    said: tuple[tuple[str, str], ...] = ()
    met: bool = False
    loose: bool = False
    below: str = ""
    referrer: str = ""
    mention_referrer: bool = False
    private: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    of_reader: tuple[str, ...] = ()
    curious: str = ""
    reason: str = ""
    purpose: str = ""
    values: str = ""
    considered: frozenset[str] = frozenset()
    thorough: bool = False
    participants: tuple[tuple[str, str], ...] = ()
    practical: tuple[tuple[str, str], ...] = ()

    def answer(self, key: str) -> str:
        """A whole answer, with its first words; "" where there is none."""
        return dict(self.said).get(key, "")
