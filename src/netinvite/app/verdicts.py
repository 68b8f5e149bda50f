"""Whether a draft may go: what the rules call an error in it, found once and remembered beside it; and what
they ask of one that is about to be saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING

from netinvite import clock
from netinvite.errors import NetinviteError, conflict_in
from netinvite.language import _
from netinvite.store import checked, drafts
from netinvite.store.inventory import FILES, INVITATION
from netinvite.store.network import Network
from netinvite.values import NamedTuple

if TYPE_CHECKING:
    from netinvite.app.check import Checker
    from netinvite.app.checking import Question
    from netinvite.app.preparation import Preparation
    from netinvite.checks import Finding
    from netinvite.store.workspace import Workspace


# The rule about times that cannot be kept.
TIMES = "M003"
# The rule that finds no recipient in a draft; the answers may know one, or whoever types it elsewhere.
NO_RECIPIENT = "M016"


class DraftError(NetinviteError):
    """A draft that breaks the method, so that it does not go out unread."""


class Verdict(NamedTuple):
    """The error-level findings in texts; ``clean_until`` is when an invitation without any may get one.
    ``seams``: where a sentence does not hang together, each once, where that was asked for. ``greets``: where
    an invitation greets somebody else.

    ``inputs``: the digest of the answers, as they lay there before the invitation was held against them.
    """

    errors: list[Finding]
    clean_until: datetime | None = None
    inputs: str = ""
    seams: tuple[Finding, ...] = ()
    greets: tuple[Finding, ...] = ()

    @property
    def told(self) -> str:
        """The findings as ``check`` writes them; "" where there are none."""
        return told([*self.errors, *self.seams])


class Verdicts:
    """The verdicts on a workspace's texts, as of ``moment`` (``None``: now); what the rules need is read
    once, when one is not known yet."""

    def __init__(self, workspace: Network, moment: datetime | None = None) -> None:
        self.workspace, self.moment = workspace, moment

    @cached_property
    def _checker(self) -> Checker:
        # The rules take 60 ms to load: a wizard asks its first question without them.
        from netinvite.app.check import Checker

        checker = Checker(self.workspace)
        checker.now = self.moment or checker.now
        return checker

    def of_saved(self, slug: str, draft: drafts.Draft) -> Verdict:
        """The verdict on a saved invitation; that nothing was found is remembered beside it, so that
        printing a mail does not pay for the rules each time."""
        lang = drafts.language(self.workspace, slug, INVITATION)
        verdict = self.on(slug, {INVITATION: draft.text}, lang=lang, edited=draft.edited)
        # What others are thought of, as an edited text is held against, changes beside its own answers.
        if verdict.clean_until and not draft.edited:
            # To write takes 35 ms to load (filelock, tomlkit); most drafts are known to have no error.
            from netinvite.store.workspace import Workspace

            note(Workspace.of(self.workspace), slug, draft, verdict)
        return verdict

    def on(
        self,
        slug: str,
        texts: Mapping[str, str],
        *,
        seams: bool = False,
        lang: str = "",
        edited: bool = False,
    ) -> Verdict:
        """The verdict on texts, by document, in ``lang`` or the person's own, ``edited`` by hand or not; own
        documents have no rules. Nothing is said of one in which git left two versions.

        Where what they are held against cannot be read there is none: nobody is held up by a check.
        """
        ours = {one: text for one, text in texts.items() if one in FILES and not conflict_in(text)}
        try:
            return self._checker.verdict(slug, ours, seams=seams, lang=lang, edited=edited)
        except NetinviteError:
            return Verdict([])


def told(findings: Sequence[Finding]) -> str:
    """Findings as ``check`` writes them; "" for none."""
    if not findings:
        return ""
    # What shows them loads the rules.
    from netinvite.checks.told import as_text

    return as_text(findings)


def in_edited(network: Network, slug: str, document: str, draft: drafts.Draft) -> str:
    """The errors in a text that somebody edited by hand; "" for any other."""
    if not draft.edited:
        return ""
    lang = drafts.language(network, slug, document)
    return told(Verdicts(network).on(slug, {document: draft.text}, lang=lang, edited=True).errors)


def by_place(found: Sequence[Finding], *, lines: bool = False) -> list[str]:
    """How ``--accept`` is told of each: by its rule, of several, or with ``lines``, by the line too, of two
    on one by column."""
    rules = Counter(one.rule for one in found)
    beside = Counter((one.rule, one.line) for one in found)

    def name(one: Finding) -> str:
        if rules[one.rule] == 1 and not lines:
            return one.rule
        on_line = f"{one.rule}:{one.line}"
        return on_line if beside[one.rule, one.line] == 1 else f"{on_line}:{one.column}"

    return [name(one) for one in found]


def held_back(network: Network, slug: str, found: Sequence[Finding], *, asked: bool = False) -> DraftError:
    """For an email that is not handed on for errors in it: what they are, unless somebody was ``asked`` about
    them just now, and what leads on."""
    rules = {one.rule for one in found}
    words = {
        "fix": network.command("check", slug, "--fix"),
        "edit": network.command("edit", slug, "mail"),
        "accept": "; ".join(
            network.command("check", slug, "--accept", one) for one in dict.fromkeys(by_place(found))
        ),
    }
    hints = [
        _("The email was not handed on."),
        *([_("To put another time where one has gone by: %(fix)s") % words] if TIMES in rules else []),
        _("To change the text: %(edit)s") % words,
        _("If it is meant so, this lets it go as it is: %(accept)s") % words,
    ]
    leading_on = "\n".join(hints)
    return DraftError(leading_on) if asked else DraftError(told(found), leading_on)


def answers_unfit(network: Network, slug: str, told: str) -> DraftError:
    """For an email that is not handed on for answers that cannot be read, which are ``told``."""
    words = {"command": network.command("prepare", slug)}
    way = _("The email was not handed on. Answer it again with: %(command)s")
    return DraftError(told, way % words)


def not_handed_on(network: Network, slug: str, day: date) -> list[str]:
    """What is said where an email is noted as gone on ``day`` whose text, as it lies here, had errors then:
    another one may have gone. Nothing for any other, and where that cannot be told."""
    with suppress(NetinviteError):
        draft, now = drafts.look(network, slug, INVITATION), clock.now()
        moment = now if day >= now.date() else datetime.combine(day, time.min)
        if not draft.saved or moment.isoformat() < draft.clean_until:
            return []
        lang, text = drafts.language(network, slug, INVITATION), {INVITATION: draft.text}
        found = Verdicts(network, moment).on(slug, text, lang=lang, edited=draft.edited).errors
        if errors := [one for one in found if one.rule != NO_RECIPIENT]:
            edit = _("If another one went, put its text in the place of this: %(command)s")
            return [
                _("In the email that is kept here this is wrong:"),
                told(errors),
                edit % {"command": network.command("edit", slug, "mail")},
            ]
    return []


def note(workspace: Workspace, slug: str, draft: drafts.Draft, verdict: Verdict) -> None:
    """Remember, beside a saved invitation, that it has no error."""
    if verdict.clean_until:
        checked.note_clean(workspace, slug, draft, verdict.clean_until)


def verdict_on(preparation: Preparation, texts: Mapping[str, str], *, seams: bool = True) -> Verdict:
    """The verdict on texts that a preparation is about to save; ``seams``, where somebody is to be told."""
    workspace, slug = preparation.workspace, preparation.slug
    # Before the rules read the answers: what is changed in between is judged again.
    made = drafts.Looks(workspace).inputs(slug, preparation.guide.lang, INVITATION)
    return Verdicts(workspace).on(slug, texts, seams=seams)._replace(inputs=made)


def questions_on(preparation: Preparation, text: str) -> list[Question]:
    """What only the writer knows of an invitation that a preparation is about to save; where it cannot be
    held against anything, or git left two versions in it, nothing is asked."""
    if conflict_in(text):
        return []
    # The rules take 60 ms to load.
    from netinvite.app.checking import questions_on as asked

    with suppress(NetinviteError):
        return asked(preparation.workspace, preparation.slug, text, preparation.guide.lang)
    return []


def in_turn(found: Iterable[Question]) -> Iterator[tuple[Question, str]]:
    """Each question and what is told of it: the examples of a rule once."""
    rules: set[str] = set()
    for one in found:
        yield one, one.asks if one.rule in rules and not one.answered else one.told
        rules.add(one.rule)


def answered(preparation: Preparation, questions: Iterable[Question]) -> None:
    """Remember that these were looked at, for the text that each is about; where nothing can be written now,
    they are asked again."""
    if pairs := [pair for one in questions for pair in one.pairs]:
        with suppress(NetinviteError):
            checked.answer(preparation.workspace, preparation.slug, pairs)


def save(
    preparation: Preparation,
    texts: Mapping[str, str],
    verdict: Verdict | None = None,
    *,
    looked: bool = False,
) -> None:
    """Save drafts, with the verdict on the invitation: the mail that is printed next knows it already.
    ``looked``: see ``Preparation.save_drafts``."""
    clean = _clean(texts[INVITATION], verdict) if verdict and INVITATION in texts else {}
    preparation.save_drafts(texts, looked=looked, clean=clean)
    if INVITATION in texts and not verdict:
        # Now that the answers lie there against which it is held.
        workspace, slug = preparation.workspace, preparation.slug
        found = verdict_on(preparation, {INVITATION: texts[INVITATION]}, seams=False)
        draft = drafts.look(workspace, slug, INVITATION)
        note(workspace, slug, draft._replace(text=texts[INVITATION], inputs=found.inputs), found)


def _clean(text: str, verdict: Verdict) -> dict[str, str]:
    """What is remembered of an invitation that has no error; {} of any other."""
    until, inputs = verdict.clean_until, verdict.inputs
    return checked.clean(text, inputs, until) if until and inputs else {}
