"""Open or closed, by word order, in Danish and English."""

from __future__ import annotations

import pytest

from netinvite.app.wordlists import words_for
from netinvite.checks import wordorder
from netinvite.checks.text import Sentence
from netinvite.store.records import load_guide

OPEN_DA = """
Hvad fylder mest i dit arbejde lige nu?
Hvordan ser det ud fra din stol?
Kan du fortælle, hvordan I gør?
Må jeg høre, hvad du tænker?
På hvilken måde ville det hjælpe?
Og hvad tænker du selv?
Hvis du har tid, hvad ville du så foreslå?
Jonas, hvad ser du?
Vil du fortælle lidt om dit arbejde?
Har du lyst til at fortælle, hvad der virker?
Ud fra din erfaring, hvad virker?
Hvem kender du, eller hvem kender nogen, som burde være med?
Når du ser på jeres arbejde, hvad er du så gladest for?
Har du tid, og hvad ville du helst tale om?
Hvilke erfaringer har du med natarbejde?
Hvor meget fylder ensomhed hos jer?
"""
CLOSED_DA = """
Har du 20 minutter?
Vil du være med?
Ved du, hvem der leder det?
Ved du, hvordan kommunen arbejder?
Hvad med tirsdag?
Er det noget for dig?
Kan du mødes tirsdag eller torsdag?
Hvilken dag passer dig bedst, tirsdag eller torsdag?
Synes du ikke, kommunen er langsom?
Når du ser tilbage, er du så tilfreds?
Du er vel med på den?
Må jeg spørge, om du har tid?
Vil du høre, hvad vi laver?
Hvorfor ikke bare prøve?
Skal vi mødes?
Det lyder godt, ikke?
Husker du, hvordan det begyndte?
Må jeg fortælle dig, hvad vi laver?
"""
OPEN_EN = """
What takes up most of your work right now?
How does it look from where you stand?
Could you tell me how you do it?
May I hear what you think?
In what way would it help?
And what do you think yourself?
If you have time, what would you suggest?
When would suit you?
Would you tell me a little about your work?
Would you mind telling me what works?
In your experience, what works?
Whom do you know, or who knows someone, who ought to be part of it?
When you look at your work, what are you happiest about?
Do you have time, and what would you rather talk about?
Which experiences do you have with night work?
How much does loneliness matter where you are?
How sure are you from 0 to 10 that you could find the time, and what would it take to go one number up?
"""
CLOSED_EN = """
Would you have 20 minutes?
Would you like to join?
Do you know who leads it?
How about Tuesday?
What about a call?
Is it something for you?
Could you meet on Tuesday or Thursday?
Which day suits you best, Tuesday or Thursday?
Don't you think that the council is slow?
When you look back, are you content?
You are with us, right?
May I ask whether you have time?
Would you like to hear what we do?
Why not just try?
Shall we meet?
Do you remember how it began?
Can I tell you what we do?
"""
NONE_DA = """
Jeg vil gerne høre, hvad du ser.
Du siger ikke ja til noget.
Skriv et tidspunkt, der passer.
"""
NONE_EN = """
I would like to hear what you see.
You agree to nothing by talking with me.
Name a time that suits you.
"""
TOLD_DA = """
Fortæl gerne, hvordan I gør.
Beskriv, hvad der virker.
"""
TOLD_EN = """
Tell me what works.
Please describe how you do it.
"""


def cases(kind, **texts):
    return [(lang, line, kind) for lang, text in texts.items() for line in text.split("\n") if line]


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        *cases(wordorder.OPEN, da=OPEN_DA + TOLD_DA, en=OPEN_EN + TOLD_EN),
        *cases(wordorder.CLOSED, da=CLOSED_DA, en=CLOSED_EN),
        *cases(wordorder.NONE, da=NONE_DA, en=NONE_EN),
    ],
)
def test_word_order_tells_open_from_closed(lang, text, kind):
    assert wordorder.kind(Sentence(text, 1), words_for(lang)) == kind


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_question_of_the_shipped_guide_is_open(lang):
    closed = [
        question.ask
        for question in load_guide(lang).open_questions
        if wordorder.kind(Sentence(question.ask, 1), words_for(lang)) != wordorder.OPEN
    ]
    assert closed == []


def put(lang, *texts):
    found = tuple(Sentence(text, 1) for text in texts)
    return [sentence.text for sentence in wordorder.to_reader(found, words_for(lang))]


def test_what_somebody_else_asked_is_not_put_to_the_reader():
    assert put("da", "De spurgte: “Hvem vil ansætte mig?”") == []
    assert put("en", "They asked: “Who will take me on?”") == []


def test_who_writes_without_capitals_asks_in_the_last_sentence():
    assert put("da", "du fik hallen. hvordan overtalte du dem?") != []
    assert put("en", "you got the hall. how did you talk them round?") != []


def test_an_open_question_is_put_to_the_reader():
    assert put("da", "Hvad ser du?", "Det spørger jeg mange om.") == ["Hvad ser du?"]
    assert put("en", "It is late.", "What could help?") == ["What could help?"]
    assert put("en", "What could help?", "I ask because you know.") == ["What could help?"]


def test_how_are_you_is_a_greeting():
    assert put("da", "Hvordan har du det?") == put("en", "How are you?") == []


@pytest.mark.parametrize("text", ["({})", "You did it alone ({}).", "*({})*", "That was long ago ({})"])
def test_a_question_in_brackets_is_one(text):
    """Whole or at the end of a sentence."""
    assert put("en", text.format("how did you do it?")) and put("da", text.format("hvordan gjorde du?"))
    assert not put("en", text.format("is it so?")) and not put("da", text.format("er det sådan?"))
