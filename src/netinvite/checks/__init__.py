"""The rules behind ``netinvite check``: pure functions over texts and answers, each marked with its id.

Nothing here knows a terminal, anybody's file or a template; ``netinvite.app.check`` collects what they judge.
"""

from netinvite.checks.rule import Finding, Known, Material, Rule, Spot
from netinvite.checks.table import RULES, by_id, judge
from netinvite.checks.words import Words

__all__ = ["RULES", "Conversation", "Finding", "Known", "Material", "Rule", "Spot", "Words", "by_id", "judge"]
