"""All rules, and how they are held against a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

from netinvite.checks import guides, leaflets, pitches, records, table_mail
from netinvite.checks.material import Material
from netinvite.checks.rule import ERROR, HINT, WARNING, Rule, Spot
from netinvite.checks.rule import later as _
from netinvite.errors import UsageError
from netinvite.language import _ as said

PITCH = (
    Rule(
        "P001",
        WARNING,
        "pitch",
        _("pitch longer than 90 seconds, or shorter than 30"),
        _("60 to 90 seconds are enough for a reason, a purpose and a question."),
        _(
            "After a minute and a half people listen for the end. Below half a minute there is no room "
            "for a reason."
        ),
        _("Five minutes on how the network came about."),
        _("A reason, a purpose, what this person brings, and a question."),
        pitches.wrong_length,
    ),
    Rule(
        "P002",
        ERROR,
        "pitch",
        _("no own reason"),
        _("Say in one sentence why it matters to you."),
        _("Motivation is catching. Whoever does not hear yours finds no reason to look for their own."),
        _("The strategy says that we must work together."),
        _("It matters to me because I have met young people who got help too late."),
        pitches.no_own_reason,
    ),
    Rule(
        "P003",
        ERROR,
        "pitch",
        _("no purpose"),
        _("Say what is better when the network succeeds, and for whom."),
        _("Nobody gives time to a network; they give it to what the network is for."),
        _("We are starting a network on loneliness."),
        _("When the network succeeds, every young person has an adult to call."),
        pitches.no_purpose,
    ),
    Rule(
        "P004",
        HINT,
        "pitch",
        _("no value named"),
        _("Name one to three values, and leave open what they are to mean."),
        _("Values give direction, and still leave others room to put their own meaning into them."),
        _("We have a plan with twelve activities."),
        _("Three words should keep us on course: curiosity, equal footing and courage."),
        pitches.no_value,
    ),
    Rule(
        "P005",
        WARNING,
        "pitch",
        _("does not name what this person brings"),
        _("Say what you have seen in the person: “I think of you because you …”."),
        _("People take part where they are needed for what they know and can do."),
        _("It would be good to have somebody from your workplace."),
        _("I think of you because you know young people by name."),
        pitches.no_why_you,
    ),
    Rule(
        "P006",
        WARNING,
        "pitch",
        _("does not end in an open question"),
        _("End with a question that begins with what, how or which, and then listen."),
        _("The last words decide who speaks next. An open question gives the word to the other person."),
        _("Would that be something for you?"),
        _("How does it look from where you stand?"),
        pitches.no_open_end,
    ),
    Rule(
        "P007",
        HINT,
        "pitch",
        _("a sentence longer than 20 words"),
        _("Cut it in two; a sentence is said in one breath."),
        _("Whoever listens cannot read a sentence again."),
        _("One sentence that goes on, and on, with one more thought after every comma."),
        _("Two sentences with one thought each."),
        pitches.long_sentences,
    ),
)

GUIDE = (
    Rule(
        "G001",
        WARNING,
        "guide",
        _("fewer than three or more than six questions"),
        _("Choose three to six; the rest comes out of what the person says."),
        _("A long list turns a conversation into a questionnaire, and a short one leaves it to chance."),
        _("Twelve questions in order."),
        _("Four open questions, and time to listen."),
        guides.wrong_number,
    ),
    Rule(
        "G002",
        WARNING,
        "guide",
        _("a closed question (can be answered yes or no)"),
        _("Begin it with what, how, which or who."),
        _(
            "A closed question gets an answer to what you thought of; an open one gets what the person "
            "thinks."
        ),
        _("Do you have time for a network?"),
        _("How would it have to be arranged to fit into your everyday life?"),
        guides.closed_questions,
    ),
    Rule(
        "G003",
        WARNING,
        "guide",
        _("a leading question (“don't you think …”)"),
        _("Ask so that every answer is a good one."),
        _("A question with the answer in it tells the person what you would like to hear."),
        _("Don't you think that the council is slow?"),
        _("How do you find working with the council?"),
        guides.leading_questions,
    ),
    Rule(
        "G004",
        ERROR,
        "guide",
        _("no referral question"),
        _("Add: “Whom do you know, or who knows someone, who ought to be part of it?”"),
        _("A no is often a yes from somebody else. Nobody names that person unless asked."),
        _("Thank you, that was all."),
        _("Whom do you know, or who knows someone, who ought to be part of it?"),
        guides.no_referral_question,
    ),
)

RECORDS = (
    Rule(
        "R001",
        HINT,
        "reflection",
        _("no barrier considered"),
        _("Ask yourself what could hold the person back: time, a manager's yes, bad experiences."),
        _("A barrier that you have thought of can be met with something other than persuasion."),
        _("It will be fine."),
        _("Few hands in the afternoon; the meetings could be in the morning."),
        records.no_barrier,
    ),
    Rule(
        "R002",
        HINT,
        "reflection",
        _("no alternative person"),
        _("Think of somebody else who has the same knowledge, skills or contact with users."),
        _("Whoever has only one name presses for a yes."),
        _("It has to be Jonas."),
        _("Jonas first; Signe knows the young people too."),
        records.no_alternative,
    ),
    Rule(
        "R003",
        HINT,
        "reflection",
        _("no assumption examined"),
        _("Write down one thing that you take for granted, and ask about it."),
        _("What you believe about a person steers what you hear. Written down it can be asked about."),
        _("I know what Jonas thinks."),
        _("I take for granted that he finds the council slow; I will ask."),
        records.no_assumption,
    ),
    Rule(
        "F001",
        WARNING,
        "followup",
        _("a next step overdue"),
        _("Take the step today, or agree on a new day: netinvite interview PERSON --last"),
        _("A promise that is not kept tells the person that the talk did not matter."),
        _("I will call you one of these days."),
        _("I will call you on 8 December."),
        records.overdue,
    ),
    Rule(
        "F002",
        WARNING,
        "followup",
        _("a no without the referral question having been asked"),
        _("Ask whom the person knows with the same knowledge, skills or contact with users."),
        _("Whoever says no often knows who would say yes, and likes to help with that."),
        _("That is a pity; goodbye."),
        _("Thank you for your honesty. Whom do you know who ought to be part of it?"),
        records.no_without_referral,
    ),
    Rule(
        "F003",
        HINT,
        "followup",
        _("a referred person not contacted after 14 days"),
        _("Make contact while the one who named the person still remembers it."),
        _("A greeting grows stale, and the one who gave you a name notices whether you used it."),
        _("A name on a list from last year."),
        _("A call within the week, with a greeting."),
        records.referred_and_forgotten,
    ),
)

LEAFLET = (
    Rule(
        "L001",
        WARNING,
        "leaflet",
        _("leaflet without when, where, time or whom to ask"),
        _("Answer the practical questions: netinvite prepare, step “Practical matters”."),
        _("The leaflet is read when you are not there. What it does not say keeps people from deciding."),
        _("We meet now and then."),
        _("We meet six times a year, two hours each time, at the town hall. Ask Maja Holm, 12 34 56 78."),
        leaflets.incomplete,
    ),
    Rule(
        "L002",
        ERROR,
        "leaflet",
        _("leaflet names a participant"),
        _("Take the name out; the leaflet is the same for everybody."),
        _("A leaflet is passed on. Who takes part is for each person to tell."),
        _("Jonas Holm is already with us."),
        _("People from several organisations take part."),
        leaflets.names_participant,
    ),
)

RULES = (*table_mail.RULES, *PITCH, *GUIDE, *RECORDS, *LEAFLET)
_BY_ID = {rule.id: rule for rule in RULES}


def by_id(typed: str) -> Rule:
    """The rule with this id, whatever its case; else a ``UsageError`` that names the nearest."""
    if rule := _BY_ID.get(typed.upper()):
        return rule
    close = get_close_matches(typed.upper(), _BY_ID, n=1, cutoff=0)
    raise UsageError(
        said(_("There is no rule “%(id)s”.")) % {"id": typed},
        said(_("Did you mean %(near)s? All rules: netinvite check --list")) % {"near": close[0]},
    )


def judge(
    material: Material, off: Iterable[str] = (), *, wanted: Callable[[Rule], bool] = lambda rule: True
) -> Iterator[tuple[Rule, Spot]]:
    """What the rules about this kind of text find in it, but those that are ``off`` or not ``wanted``."""
    silent = set(off)
    for rule in RULES:
        if rule.about == material.about and rule.id not in silent and wanted(rule):
            for spot in rule.find(material, material.words):
                yield rule, spot
