"""The rules about whom the invitation goes to: its address, its greeting, and who is named in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from netinvite.checks.letters import LONGEST_GREETING, is_name
from netinvite.checks.rule import ERROR, FACT, WARNING, Material, Spot, rule
from netinvite.checks.text import Line, words_of
from netinvite.checks.words import Words
from netinvite.commands import command
from netinvite.language import _
from netinvite.libraries import regex
from netinvite.mail.address import MailError, key, mailbox, wire_address
from netinvite.model.characters import header_line
from netinvite.model.people import fold
from netinvite.model.wording import listed

# A short name of fewer letters stands within many others.
SHORTEST = 3
# A title may follow a comma, but no sentence begins behind a mark.
_NAME_ALONE = regex(r"[^,.!?:;]+[,!:]?")
# "Dear Signe!", not "Hello from Northby!", "Hi, I am Maja!"
_CALLED_OUT = regex(r"[\s,]+(?=[^\W\d_]{2})[^a-zæøå!?:][^!?:]*[!:]")
_DOMAIN = regex(r".+\.[^\W\d_][\w-]+")
_BETWEEN = regex(r"[\W\d_]+")
_FOLLOWING = regex(r" [^\W\d_]{2,}")


@rule("M016", FACT, ERROR, "invitation")
def recipient_faults(material: Material, words: Words) -> Iterator[Spot]:
    """Of a draft without a To line the one who is answered is judged: the email goes there."""
    to = material.letter.to
    recipient = header_line(to.text) or material.known.address
    if not to.text and material.known.loose and "to" not in material.letter.headers:
        return
    if not recipient:
        yield Spot(to.number, _("There is no address to send it to."), _give_one(material.known.slug))
        return
    try:
        email = mailbox(recipient)[1]
        wire_address(email)
    except MailError as error:
        yield Spot(
            to.number,
            _("Nothing can be sent to “%(to)s”: %(reason)s") % {"to": recipient, "reason": error.message},
            error.hint,
            words=to.text,
        )
        return
    domain = email.rpartition("@")[2]
    if not _DOMAIN.fullmatch(domain) or ".." in email:
        hint = _("Check the address for typing mistakes.")
        told = _("“%(email)s” cannot be an address.") % {"email": email}
        yield Spot(to.number, told, hint, words=email if to.text else "")


def _give_one(slug: str) -> str:
    """Where an address goes: into the draft, or into the answers that one is made of."""
    an_address = "person.email=" + _("name@example.org")
    give_it = command("prepare", slug or _("PERSON"), "--no-input", "--set", an_address)
    return _("Write it into the To line, or give it with: %(command)s") % {"command": give_it}


@rule("M020", FACT, ERROR, "invitation")
def names_referrer(material: Material, words: Words) -> Iterator[Spot]:
    """The full name, or the first or last of it, unless the reader or the writer has it too."""
    known = material.known
    if not known.referrer or known.mention_referrer:
        return
    shared = {name.casefold() for name in (*known.person.split(), *known.name.split())}
    # "the head teacher" is not named by "the", and "head nurse Karna Høst" is by "Karna Høst".
    parts = [part for part in known.referrer.split() if part[:1].isupper()] or [known.referrer]
    whole = [known.referrer, " ".join(parts)]
    names = [*whole, *(p for p in (parts[0], parts[-1]) if len(p) > 1 and p.casefold() not in shared)]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})s?(?!\w)")
    for line in (material.letter.subject, *material.letter.text):
        for found in pattern.finditer(line.text):
            if found[0].startswith(tuple(whole)) or not _begins_another_name(line.text[found.end() :]):
                message = _("“%(name)s” is named although that is not agreed.") % {"name": found[0]}
                yield Spot(line.number, message, words=found[0])
                break


def _begins_another_name(behind: str) -> bool:
    """Whether a word with a capital follows: "Grace Road" is no Grace Okonedo."""
    found = _FOLLOWING.match(behind)
    return bool(found and found[0].strip().istitle())


@rule("M021", FACT, WARNING, "invitation")
def wrong_reader(material: Material, words: Words) -> Iterator[Spot]:
    """An address that somebody else here has too, or their name; a greeting that calls the reader by another
    name."""
    to, known = material.letter.to, material.known
    address = _address(to.text)
    if others := {slug: name for slug, name in known.at(address) if slug != known.slug}:
        told = {"address": address, "names": listed([*others.values()])}
        message = _("“%(address)s” is the address of %(names)s too.") % told
        yield Spot(to.number, message, words=mailbox(to.text)[1], kind=f"of {' '.join(sorted(others))}")
    yield from _anothers_name(material, others) if address else ()
    if address and known.email and address == key(known.email):
        message = _("It is addressed to you yourself: %(email)s.") % {"email": address}
        yield Spot(to.number, message, words=mailbox(to.text)[1], kind="own")
    greeting = _greeting(material)
    called = _called(greeting.text, words)
    own = _parts(f"{known.person} {known.called}")
    if own and called and not own & _parts(" ".join(called)) and not _is_short(called, known.person, address):
        told = {"words": greeting.text.strip(), "name": known.person}
        # A greeting that was answered wrongly is no better way.
        fits = bool(own & _parts(known.greeting))
        hint = _("Write: “%(words)s”") % {"words": known.greeting} if fits else ""
        message = _("“%(words)s” does not greet %(name)s.") % told
        yield Spot(greeting.number, message, hint, words=greeting.text.strip(), kind=f"not {known.person}")


def _anothers_name(material: Material, told: Iterable[str]) -> Iterator[Spot]:
    """A To line by the name of somebody else here, who was not ``told`` of for the address."""
    to, known = material.letter.to, material.known
    name = mailbox(to.text)[0]
    others = dict(known.of_name(name)) if fold(name) != fold(known.person) else {}
    if others.keys() - {known.slug, *told}:
        message = _("“%(name)s” is somebody else here: %(people)s.")
        people = listed([f"{one} ({slug})" for slug, one in others.items()])
        named = {"name": name, "people": people}
        yield Spot(to.number, message % named, words=name, kind=f"called {' '.join(sorted(others))}")


def _is_short(called: Sequence[str], own: str, email: str) -> bool:
    """Whether the name stands within the reader's ``own``, or begins it ("Des" is Desmond, "Seun" Oluwaseun,
    "Jo" Joanna), or is in their address, beside a name of theirs or of one letter with it ("bob.ashby@…",
    "larry@…")."""
    name = own.casefold()
    said = [word.casefold() for word in called if len(word) > 1]
    if any(word in name for word in said if len(word) >= SHORTEST):
        return True
    address = set(_BETWEEN.split(email.partition("@")[0]))
    beside = bool(address.intersection(name.split()))
    in_address = (word in address and (beside or word[0] == name[:1]) for word in said)
    return any(in_address) or any(map(name.startswith, said))


def _parts(name: str) -> set[str]:
    """The words of a name, and the parts of those with a hyphen: "Anne-Grethe" may be "Anne Grethe"."""
    return {part for word in words_of(name.casefold()) for part in (word, *word.split("-"))}


def _greeting(material: Material) -> Line:
    """The line that greets, whatever closes it; a name alone with a comma, or without a mark, is one too."""
    letter = material.letter
    first = next((line for line in letter.text if line.text.strip()), Line(0, ""))
    text = first.text.strip()
    if letter.greeting.text:
        return first
    called = text.partition(",")[0]
    if (said := material.words.opening("greetings", called)) and is_name(called[len(said) :].strip()):
        # "Dear Jody, I'll write this in one go": the letter goes on behind it.
        return Line(first.number, called)
    if len(words_of(text)) > LONGEST_GREETING or text.endswith(("?", "…")):
        return Line(0, "")
    if said := material.words.opening("greetings", text):
        # "Kære fru Bro!": a title is written small.
        called = material.words.without(("needs_name",), text[len(said) :])
        return first if _CALLED_OUT.fullmatch(called) else Line(0, "")
    return first if is_name(text) and _NAME_ALONE.fullmatch(text) else Line(0, "")


def _address(text: str) -> str:
    """The bare address in what stands behind "To:", in one case; "" where there is none."""
    try:
        return key(mailbox(text)[1]) if text else ""
    except MailError:
        return ""


def _called(greeting: str, words: Words) -> list[str]:
    """The words with a capital behind the word of greeting."""
    text = greeting.strip()
    return [word for word in words_of(text[len(words.opening("greetings", text)) :]) if word[0].isupper()]
