"""The rules about the invitation, with their words. Ids and severities are those of the method."""

from __future__ import annotations

from netinvite.checks import mail_content, mail_form, mail_times
from netinvite.checks.rule import ERROR, HINT, WARNING, Rule
from netinvite.checks.rule import later as _

INVITATION = "invitation"

RULES = (
    Rule(
        "M001",
        ERROR,
        INVITATION,
        _("no proposed time"),
        _("Propose two or three, each with its day and time of day."),
        _(
            "Whoever has to find a time first puts the answer off. Two or three times turn the question from "
            "whether into when."
        ),
        _("Shall we talk some day?"),
        _("I suggest Tuesday 1 December at 10:00 or Thursday 3 December at 14:30."),
        mail_times.no_time,
    ),
    Rule(
        "M002",
        WARNING,
        INVITATION,
        _("fewer than two or more than three times"),
        _("Two or three times are a choice; one is an order, four are a task."),
        _("One time leaves nothing to choose, and a long list has to be held against a calendar."),
        _("I can come on Tuesday 1 December at 10:00."),
        _("I suggest Tuesday 1 December at 10:00 or Thursday 3 December at 14:30."),
        mail_times.too_few_or_many,
    ),
    Rule(
        "M003",
        ERROR,
        INVITATION,
        _("a time gone by, a day with the wrong weekday, or two times that overlap"),
        _("Look in the calendar and write times that can be kept."),
        _("A time that cannot be tells the reader that the mail was not read through before it was sent."),
        _("I suggest yesterday at 10:00."),
        _("I suggest Tuesday 1 December at 10:00 or Thursday 3 December at 14:30."),
        mail_times.gone_or_overlapping,
    ),
    Rule(
        "M004",
        WARNING,
        INVITATION,
        _("a time on a weekend, on a public holiday or outside 8 to 18"),
        _("Choose a working day between 8 and 18, unless you know that another time suits better."),
        _("A time outside working hours asks for somebody's spare time before you know each other."),
        _("I suggest Saturday 5 December at 21:00."),
        _("I suggest Tuesday 1 December at 10:00."),
        mail_times.at_odd_hours,
    ),
    Rule(
        "M005",
        ERROR,
        INVITATION,
        _("does not say why it is precisely this person"),
        _("Say what this person knows, can do or has seen: “I am writing to you because you …”."),
        _(
            "A mail that could have gone to anybody is answered by nobody. What you have seen in the "
            "person is the invitation."
        ),
        _("I am writing to all managers in the area."),
        _("I am writing to you because you have run a drop-in centre for ten years."),
        mail_content.no_why_you,
    ),
    Rule(
        "M006",
        ERROR,
        INVITATION,
        _("does not say briefly why I write (own reason, background)"),
        _("Write one sentence about your own reason: “It matters to me because …”."),
        _("People answer people. Your own reason shows that it is more than a task that you were given."),
        _("The council has decided to set up a network."),
        _("It matters to me because I have met young people who got help too late."),
        mail_content.no_own_reason,
    ),
    Rule(
        "M007",
        WARNING,
        INVITATION,
        _("no open question to the reader"),
        _("Ask one question that begins with what, how or which."),
        _(
            "An open question shows that the person's own view counts; yes or no ends the talk before "
            "it begins."
        ),
        _("Do you think that loneliness is a problem?"),
        _("How does it look from where you stand?"),
        mail_content.no_open_question,
    ),
    Rule(
        "M008",
        ERROR,
        INVITATION,
        _("asks for a yes to joining, signing up or confirming"),
        _("Ask for a conversation and nothing else; taking part comes later, if at all."),
        _("Whoever has to say yes to something unknown says no. The first contact invites to talk."),
        _("Would you like to join the network?"),
        _("Would you have 20 minutes to talk on the phone?"),
        mail_content.asks_to_join,
    ),
    Rule(
        "M009",
        WARNING,
        INVITATION,
        _("no way out (another time, or not at all)"),
        _("Add a sentence such as “If neither suits you, name a time that does”."),
        _("A person who is free to say no answers more willingly, and a yes is worth more."),
        _("I look forward to our talk on Tuesday."),
        _("If neither suits you, name a time that does; and it is fine to say no."),
        mail_content.no_way_out,
    ),
    Rule(
        "M010",
        WARNING,
        INVITATION,
        _("longer than 150 words"),
        _("Keep what the reader has to know to answer; the rest belongs to the conversation."),
        _(
            "A mail that fills more than the screen of a phone is put aside until there is time, and "
            "then forgotten."
        ),
        _("Four paragraphs on how the network came about."),
        _("One sentence on your reason, one on theirs, two times, one question."),
        mail_content.too_long,
    ),
    Rule(
        "M011",
        WARNING,
        INVITATION,
        _("pressure: deadlines, scarcity, “must”, “as soon as possible”"),
        _("Take it out; the times that you propose are hurry enough."),
        _("Pressure wakes resistance. Whoever is pressed defends the no."),
        _("Please answer by Friday; there are only a few places left."),
        _("If neither suits you, name a time that does."),
        mail_content.presses,
    ),
    Rule(
        "M012",
        HINT,
        INVITATION,
        _("more about me than about you"),
        _("Turn one or two sentences round, so that they begin with the reader."),
        _("The reader looks for themselves in the mail. Who is spoken of most is whom the mail is about."),
        _("I have got a project, and I would like to tell you about my plans."),
        _("You have run a drop-in centre for ten years; what do you see?"),
        mail_content.more_about_me,
    ),
    Rule(
        "M013",
        WARNING,
        INVITATION,
        _("subject empty, over 50 characters, shouting, or “important”"),
        _("Say in a few quiet words what you would like to hear about."),
        _(
            "The subject decides whether the mail is opened. What claims to be important looks like "
            "advertising."
        ),
        _("IMPORTANT!!! Read this"),
        _("May I hear your view on loneliness?"),
        mail_form.subject_faults,
    ),
    Rule(
        "M014",
        HINT,
        INVITATION,
        _("hard to read (LIX, words a sentence)"),
        _("Cut long sentences in two and choose shorter words."),
        _("Whoever reads between two meetings reads each sentence once."),
        _("The establishment of interdisciplinary collaboration necessitates continuous coordination."),
        _("We work better when we know each other."),
        mail_content.hard_to_read,
    ),
    Rule(
        "M015",
        ERROR,
        INVITATION,
        _("a place left unfilled: brackets, “xxx”, “TODO”, “Hi ,”, “None”"),
        _("Fill it in, or take the sentence out."),
        _("One gap tells the reader that many have got the same mail."),
        _("Dear [name],"),
        _("Dear Jonas,"),
        mail_form.gaps,
    ),
    Rule(
        "M016",
        ERROR,
        INVITATION,
        _("no recipient address, or none that can be one"),
        _("Write the To line as Name <name@example.org>."),
        _(
            "Without an address the mail cannot be sent; with a wrong one it comes back, or reaches "
            "somebody else."
        ),
        _("To: jonas(at)example.org"),
        _("To: Jonas Holm <jonas@example.org>"),
        mail_form.recipient_faults,
    ),
    Rule(
        "M017",
        ERROR,
        INVITATION,
        _("an answer marked private stands in it"),
        _("Take it out; what you noted for yourself alone stays with you."),
        _(
            "What you think about a person's motives and reservations is yours. Read by the person it "
            "can hurt, and it may be wrong."
        ),
        _("I know that you find the council slow."),
        _("How do you find working with the council?"),
        mail_content.private_answer,
    ),
    Rule(
        "M018",
        HINT,
        INVITATION,
        _("a mail although no personal contact was tried"),
        _("Try to call or meet first; the mail is for someone hard to reach."),
        _("A voice says what a mail cannot, and it is harder to put aside."),
        _("A mail as the first sign of life."),
        _("I have tried to call you and am writing instead."),
        mail_form.contact_not_tried,
    ),
    Rule(
        "M019",
        HINT,
        INVITATION,
        _("no signature or no phone number to call back"),
        _("Sign with your name and a phone number."),
        _("For many it is easiest to call at once. That takes a name and a number."),
        _("Kind regards"),
        _("Kind regards, Maja Holm, 12 34 56 78"),
        mail_form.no_signature_or_phone,
    ),
    Rule(
        "M020",
        ERROR,
        INVITATION,
        _("names the referrer although that is not agreed"),
        _("Take the name out, or ask whether you may mention it."),
        _("Whoever gave you a name trusted you with it. Ask before you pass theirs on."),
        _("Signe said that you are tired of your job."),
        _("Signe suggested that I write to you. (That is agreed with her.)"),
        mail_content.names_referrer,
    ),
)
