"""The rules behind ``netinvite check``: a table of pure functions over texts and answers.

Nothing here knows a terminal, a file or a template; ``netinvite.checking`` collects what the rules judge.
"""

from netinvite.checks.material import Conversation, Known, Material
from netinvite.checks.rule import Finding, Rule, Spot
from netinvite.checks.table import RULES, by_id, judge
from netinvite.checks.words import Words

__all__ = ["RULES", "Conversation", "Finding", "Known", "Material", "Rule", "Spot", "Words", "by_id", "judge"]
