"""``netinvite mail --sent``: that an invitation has gone. Nothing is sent."""

from datetime import date

from netinvite import clock
from netinvite.app import dispatch, refreshing, verdicts, whatnow
from netinvite.cli import asking, whose
from netinvite.cli.output import tell_all
from netinvite.cli.place import workspace_of
from netinvite.errors import AnswerError, UsageError
from netinvite.language import _, active
from netinvite.model.dates import format_date
from netinvite.model.people import matches
from netinvite.model.times import read_day
from netinvite.store import namesakes
from netinvite.store.network import Network
from netinvite.ui import screen


def record(workspace: str | None, name: str | None, typed: str, sits: str | None) -> None:
    """Record that the invitation to somebody went on a day, as it was ``typed``."""
    place = workspace_of(workspace)
    whose.sit(place, sits)
    now, lang = clock.now(), active()
    day = now.date() if typed == asking.TODAY else _day(place, name, typed)
    person = asking.whom(place, name, asking.TO_WRITE_TO)
    # Whoever may not write it has not sent it.
    whose.refuse_anothers(place, person, sits)
    refreshing.refuse_unwritten(place, person)
    new = dispatch.record_sent(place, person, day, asking.times_that_went)
    already = _("Noted already: the invitation to %(name)s was sent %(day)s.")
    told = _("Recorded: the invitation to %(name)s was sent %(day)s.") if new else already
    screen.tell(
        told % {"name": namesakes.told(place, person.slug, person.name), "day": format_date(day, lang)}
    )
    tell_all(verdicts.not_handed_on(place, person.slug, day) if new else [])
    tell_all(whatnow.of(place, person.slug))


def _day(place: Network, name: str | None, typed: str) -> date:
    """The day that was ``typed``; a ``UsageError`` where that is a name, and nobody's stands before it."""
    try:
        return read_day(typed, active(), clock.now(), back=True)
    except AnswerError:
        if name is None and (meant := matches(typed, place.people())):
            words = {"typed": typed, "command": place.command("mail", meant[0].slug, "--sent")}
            told = _("“%(typed)s” is not a day. Whom the email went to comes before --sent.") % words
            raise UsageError(told, _("For example: %(command)s") % words) from None
        raise
