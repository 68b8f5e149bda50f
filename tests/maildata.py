"""Letters that are hard on mail programs, as they stand in a draft, and what must come out of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from netinvite.mail.address import SPECIALS, address
from netinvite.model.characters import header_line

JONAS = "jonas@example.org"
# A program on the path of every test: if anything runs it, the test sees that.
TRAP = "sprung"


class Letter(NamedTuple):
    """A recipient's name and address, a subject, a text; ``key`` names it in a test's name."""

    key: str
    name: str
    subject: str
    text: str
    email: str = JONAS

    @property
    def draft(self):
        return f"To: {address(self.name, self.email)}\nSubject: {self.subject}\n\n{self.text}"

    def name_in(self, form):
        """The name as the form writes it: "template" and "aerc" have no quotes for letters beyond ASCII."""
        if form == "mime":
            return self.name
        name = re.sub("[%?]", " ", self.name) if form == "template" else self.name
        return header_line(name if name.isascii() else SPECIALS.sub(" ", name))


HARD = Letter(
    "hard",
    'Østergård, Åse "Mia"',
    "Må jeg høre, hvad du mener om rødgrød på Ærø, i Århus og på Sjælland – måske allerede på lørdag, i æøå?",
    "\n".join(
        (
            "Kære Jonas",
            "",
            "- tirsdag den 1. december kl. 10.00",
            "- torsdag den 3. december kl. 14.30",
            "",
            "From nu af",
            ">From og siden",
            "from i dag",
            ".",
            "..",
            ".hidden",
            "",
            "trailing blanks   ",
            "tab\tand tab at the end\t",
            "   indented",
            "blåbærgrød " * 120 + "til sidst",
            "=20 =C3=A6 =?utf-8?q?=C3=A6?= &amp; <b>",
            "„Citat“ – og 😀",
            "-- ",
            "Maja Holm",
            "",
        )
    ),
)
LONG = Letter(
    "long name",
    "Anne-Margrethe Elisabeth Charlotte Rosenkrantz-Østergård Sørensen-Blåbjerg von Ahlefeldt-Laurvig-Bille",
    "Kort",
    "Kære Anne-Margrethe\n\nHej.\n",
)
COMMANDS = Letter(
    "commands",
    f"$({TRAP}) `{TRAP}` |{TRAP} %{{{TRAP}}} &cc=eva@example.org #+; ?cc=eva@example.org %22, "
    f'{{{{exec "{TRAP}" ""}}}} ~!{TRAP}',
    f'~!{TRAP} $({TRAP}) `{TRAP}` |{TRAP} %{{{TRAP}}} {{{{exec "{TRAP}" ""}}}} \\`{TRAP}\\`',
    "\n".join(
        (
            f"~!{TRAP}",
            "",
            f"~!{TRAP}",
            f"~|{TRAP}",
            f"~<!{TRAP}",
            "~r /etc/passwd",
            "~< /etc/passwd",
            "~@ /etc/passwd",
            f"~:!{TRAP}",
            f"~_!{TRAP}",
            "~b eva@example.org",
            "~c eva@example.org",
            "~t eva@example.org",
            "~s another subject",
            "~e",
            "~v",
            "~x",
            "~q",
            "~.",
            "~~",
            "~h",
            f"#!{TRAP}",
            f"#text/plain | {TRAP}",
            "#image/gif /etc/passwd",
            "#forw +inbox 1",
            "#off",
            "#shell",
            f"`{TRAP}` $({TRAP}) ${{IFS}} %{{{TRAP}}} %({TRAP}) \\`{TRAP}\\`",
            f'{{{{exec "{TRAP}" ""}}}} {{{{{{ {{{{ }}}} {{{{- /* x */ -}}}}',
            "<#part type=text/plain filename=/etc/passwd disposition=attachment><#/part>",
            f"<#secure method=pgpmime mode=sign> !{TRAP} |{TRAP} \u2028~!{TRAP}",
            "Bcc: eva@example.org",
            "Attach: /etc/passwd",
            "%include /etc/passwd",
            "@/etc/passwd",
            "",
        )
    ),
)
# Every sign that an address may hold without quotes, but % and ?, which one form refuses.
ADDRESS = Letter(
    "odd address",
    "Jonas",
    "Kort",
    "Kære Jonas\n",
    f"j|{TRAP}`{TRAP}`$IFS!#&'*+/=^_{{{{x}}}}~@example.org",
)
LETTERS = (HARD, LONG, COMMANDS)
# A link holds only so much.
IN_A_LINK = COMMANDS._replace(
    key="commands in a link", text=f"~!{TRAP}\n\n`{TRAP}` $({TRAP}) %22&cc=eva@x.org\n"
)
