"""The sentence that says why somebody is due: in the words of what was recorded."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from netinvite import language
from netinvite.app.deeds import by
from netinvite.app.reasons import why
from netinvite.app.team import Known, Team
from netinvite.model.contacts import BOUNCED, MESSAGE, MOVED, NO_ANSWER, POST, REPLIED, SENT, Entry
from netinvite.model.due import of
from netinvite.model.standing import Facts, Talk

NOW = datetime(2026, 12, 20, 12)


def day(number):
    return date(2026, 12, number)


def known(*log, **more):
    return Facts("a", "A", finished=True, ready=day(1), log=log, **more)


# What is known; what is said in English and in Danish.
CASES = {
    "an answer that was seen to": (
        known(Entry(day(1), SENT, "mail"), Entry(day(3), REPLIED, "mail"), Entry(day(5), MOVED)),
        "You answered on 5 December; nothing since.",
        "Du svarede den 5. december; der er ikke kommet noget siden.",
    ),
    "an answer that was put off": (
        known(Entry(day(3), REPLIED, "mail"), Entry(day(3), MOVED, until=day(4))),
        "Put off until 4 December: answer the email from 3 December.",
        "Udskudt til den 4. december: svar på mailen fra den 3. december.",
    ),
    "an answer that was put off twice": (
        known(
            *(Entry(day(3), REPLIED, "message"), *(Entry(day(n), MOVED, until=day(n + 1)) for n in (3, 4)))
        ),
        "Put off until 5 December: answer the message from 3 December.",
        "Udskudt til den 5. december: svar på beskeden fra den 3. december.",
    ),
    "an answer on the phone that was put off": (
        known(Entry(day(3), REPLIED, "call"), Entry(day(3), MOVED, until=day(4))),
        "Put off until 4 December: answer what came on 3 December.",
        "Udskudt til den 4. december: svar på det, der kom den 3. december.",
    ),
    "a call that was put off": (
        known(Entry(day(3), NO_ANSWER, "call"), Entry(day(6), MOVED, until=day(9))),
        "Put off until 9 December. You called on 3 December and got no answer.",
        "Udskudt til den 9. december. Du ringede den 3. december og fik ikke svar.",
    ),
    "a call after the invitation that was put off": (
        known(
            Entry(day(3), SENT, "mail", times=(datetime(2026, 12, 8, 10),)),
            Entry(day(9), MOVED, until=day(11)),
        ),
        "Put off until 11 December. The last time you proposed was 8 December; no answer yet.",
        "Udskudt til den 11. december. Det sidste tidspunkt, du foreslog, var den 8. december; der er ikke "
        "kommet svar endnu.",
    ),
    "nothing that was due, put off": (
        known(Entry(day(6), MOVED, until=day(9)))._replace(finished=False),
        "Put off until 9 December.",
        "Udskudt til den 9. december.",
    ),
    "an email that came back": (
        known(Entry(day(3), SENT, "mail"), Entry(day(4), BOUNCED, "mail"), phone="12 34 56 78"),
        "The email came back on 4 December; call instead.",
        "Mailen kom retur den 4. december; ring i stedet.",
    ),
    "an email that came back, without a phone number, and that is done": (
        known(Entry(day(3), SENT, "mail"), Entry(day(4), BOUNCED, "mail"), Entry(day(5), MOVED)),
        "The email came back on 4 December; it takes another address, or another way.",
        "Mailen kom retur den 4. december; find en anden adresse eller en anden vej.",
    ),
    "a letter that came back": (
        known(Entry(day(4), BOUNCED, "post")),
        "What you sent came back on 4 December; it takes another way.",
        "Det, du sendte, kom retur den 4. december; prøv en anden vej.",
    ),
    "tried twice, what came back left aside": (
        known(
            *(
                Entry(day(n), what, how)
                for n, what, how in ((3, NO_ANSWER, "call"), (4, BOUNCED, "mail"), (5, NO_ANSWER, "call"))
            )
        ),
        "You have tried twice, last on 5 December, and got no answer.",
        "Du har prøvet to gange, sidst den 5. december, og ikke fået svar.",
    ),
    "an answer that was seen to, and written after it": (
        known(Entry(day(3), REPLIED, "mail"), Entry(day(5), MOVED), Entry(day(9), MESSAGE, "message")),
        "You sent a message 11 days ago; no answer yet.",
        "Du sendte en besked for 11 dage siden; der er ikke kommet svar endnu.",
    ),
}


@pytest.mark.parametrize("lang", ["en", "da"])
@pytest.mark.parametrize("case", CASES)
def test_a_reason_tells_what_was(case, lang):
    """In both languages."""
    facts, *told = CASES[case]
    language.activate(lang)
    one = of(facts, NOW)
    assert one
    assert why(one, facts, NOW) == told[lang == "da"]


# Several organisers -------------------------------------------------------------------------------

TEAM = Team({"maja-holm": "Maja Holm", "bo-krag": "Bo Krag"}, "maja-holm", "bo-krag")


def entry(number, what, how, by="maja-holm", **more):
    return Entry(day(number), what, how, by, **more)


def talked(**more):
    return known(talks=(Talk(day(3), by="maja-holm", **more),))


# What Maja Holm did, told to Bo Krag; the last of each: who it was, for programs.
OTHERS = {
    "a call": (
        known(entry(3, NO_ANSWER, "call")),
        "Maja Holm called on 3 December and got no answer.",
        "Maja Holm ringede den 3. december og fik ikke svar.",
    ),
    "a call from before there were others": (
        known(entry(3, NO_ANSWER, "call", "")),
        "Maja Holm called on 3 December and got no answer.",
        "Maja Holm ringede den 3. december og fik ikke svar.",
    ),
    "several calls": (
        known(entry(3, NO_ANSWER, "call"), entry(5, NO_ANSWER, "call")),
        "Maja Holm has tried twice, last on 5 December, and got no answer.",
        "Maja Holm har prøvet to gange, sidst den 5. december, og ikke fået svar.",
    ),
    "a call of each, the last her own": (
        known(entry(3, NO_ANSWER, "call", "bo-krag"), entry(5, NO_ANSWER, "call")),
        "Tried twice in all, last by Maja Holm on 5 December, without an answer.",
        "Prøvet to gange i alt, sidst af Maja Holm den 5. december, uden svar.",
    ),
    "a message": (
        known(entry(3, MESSAGE, "message")),
        "Maja Holm sent a message 17 days ago; no answer yet.",
        "Maja Holm sendte en besked for 17 dage siden; der er ikke kommet svar endnu.",
    ),
    "proposed times": (
        known(entry(3, SENT, "mail", times=(datetime(2026, 12, 8, 10),))),
        "The last time Maja Holm proposed was 8 December; no answer yet.",
        "Det sidste tidspunkt, Maja Holm foreslog, var den 8. december; der er ikke kommet svar endnu.",
    ),
    "an answer that was seen to": (
        known(entry(1, SENT, "mail"), entry(3, REPLIED, "mail"), entry(5, MOVED, "")),
        "Maja Holm answered on 5 December; nothing since.",
        "Maja Holm svarede den 5. december; der er ikke kommet noget siden.",
    ),
    "an answer that waits for her": (
        known(entry(3, REPLIED, "mail"), owner="maja-holm"),
        "An answer came on 3 December; now it is for Maja Holm to answer.",
        "Der kom svar den 3. december; nu er det Maja Holm, der skal svare.",
    ),
    "a letter that came back": (
        known(entry(2, POST, "post"), entry(4, BOUNCED, "post", "bo-krag")),
        "What Maja Holm sent came back on 4 December; it takes another way.",
        "Det, Maja Holm sendte, kom retur den 4. december; prøv en anden vej.",
    ),
    "a conversation": (
        talked(),
        "Maja Holm had the conversation on 3 December; how it ended is still open.",
        "Maja Holm havde samtalen den 3. december; det står åbent, hvordan det endte.",
    ),
    "a no": (
        talked(outcome="declines"),
        "It was a no on 3 December; nobody has asked yet who else comes to mind.",
        "Det blev et nej den 3. december; ingen har spurgt endnu, hvem det ellers kunne være.",
    ),
    "a name that was given": (
        Facts("a", "A", named_on=day(3), named_by="maja-holm"),
        "Maja Holm got the name on 3 December; there has been no contact yet.",
        "Maja Holm fik navnet den 3. december; der har ikke været kontakt endnu.",
    ),
}


@pytest.mark.parametrize("lang", ["en", "da"])
@pytest.mark.parametrize("case", OTHERS)
def test_what_another_organiser_did_is_said_with_their_name(case, lang):
    """In both languages; programs read who it was."""
    facts, *told = OTHERS[case]
    language.activate(lang)
    one = of(facts, NOW)
    assert one
    assert why(one, facts, NOW, Known({}, TEAM)) == told[lang == "da"]
    assert by(one, facts, TEAM) == "maja-holm"


@pytest.mark.parametrize("case", OTHERS)
def test_ones_own_deeds_are_said_with_you(case):
    """As in a network of one, word for word."""
    facts, *_told = OTHERS[case]

    def noted(by):
        log, talks = (tuple(one._replace(by=by) for one in some) for some in (facts.log, facts.talks))
        return facts._replace(log=log, talks=talks, named_by=by, owner=by)

    language.activate("en")
    one = of(facts, NOW)
    assert one
    mine = Known({}, TEAM._replace(me="maja-holm"))
    assert why(one, noted("maja-holm"), NOW, mine) == why(one, noted(""), NOW)


def test_where_nobody_has_said_who_sits_here_everybody_has_a_name():
    """A pipe knows no “you”; of one who has left the word that stands in the file."""
    facts = known(entry(3, NO_ANSWER, "call", "bo-krag"))
    one = of(facts, NOW)
    assert one
    language.activate("en")
    assert why(one, facts, NOW, Known({}, TEAM._replace(me=""))).startswith("Bo Krag called")
    facts = known(entry(3, NO_ANSWER, "call", "someone"))
    assert why(one, facts, NOW, Known({}, TEAM)).startswith("Someone called")
