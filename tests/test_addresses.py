"""What an email address is: email-validator's answer, and those for which it need not be asked."""

from __future__ import annotations

import pytest
from email_validator import SPECIAL_USE_DOMAIN_NAMES, validate_email
from hypothesis import given
from hypothesis import strategies as st

from netinvite.model.addresses import is_address, is_ordinary, wire_domain, without_name

TOPS = ("com", "DK", "dk", "edu", "info", "net", "org", "test", "local", "x1")


@given(st.lists(st.text("aB9-_+.", min_size=1, max_size=8), min_size=2, max_size=4), st.sampled_from(TOPS))
def test_an_ordinary_address_is_one_for_the_library_too(parts, top):
    """What is taken without asking email-validator is what it would take, letter by letter but for case."""
    address = f"{parts[0]}@{'.'.join([*parts[1:], top])}"
    if is_ordinary(address):
        found = validate_email(address, check_deliverability=False)
        assert found.normalized.casefold() == address.casefold() == found.ascii_email.casefold()


@pytest.mark.parametrize("name", SPECIAL_USE_DOMAIN_NAMES)
def test_no_reserved_name_is_ordinary(name):
    """A name that is nobody's on the net is left to the library."""
    assert not is_ordinary(f"a@b.{name}") and not is_ordinary(f"a@{name}")


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("j@example.org", "example.org"),
        ("J@Example.ORG", "Example.ORG"),
        ("søren@example.org", "example.org"),
        ("j@ærø.example", "xn--r-3fa9c.example"),
        ("j@ÆRØ.example", "xn--r-3fa9c.example"),
        ("j@xn--r-3fa9c.example", "xn--r-3fa9c.example"),
        ("j@straße.example", "xn--strae-oqa.example"),
        ("j@bücher。example", "xn--bcher-kva.example"),
        ("j@first.test", "first.test"),
    ],
)
def test_an_address_has_a_domain_in_ascii(text, domain):
    """By IDNA 2008; as typed where it is ASCII."""
    assert is_address(text) and wire_domain(text) == domain


@pytest.mark.parametrize("text", ["j@localhost", "j@firm.local", "j@intranet", "j@ærø.local", "j@127.0.0.1"])
def test_an_address_of_this_network_can_be_written_to(text):
    """It is no answer, for nobody else could use it, but a draft may go there."""
    assert not is_address(text) and wire_domain(text).startswith(("localhost", "f", "i", "xn--", "127"))


@pytest.mark.parametrize(
    "text",
    [
        *("", "@", "j", "j@", "@example.org", "a@b@example.org", "a b@example.org", '"a"@example.org'),
        *(
            "j@🙂.example",
            "j@ex_ample.org",
            "j@-example.org",
            "j@example..org",
            "j@ab--cd.example",
            "j@[::1]",
        ),
        *(
            "j@evil\uff0fexample.org",
            "j@evil\uff20example.org",
            "ma\u200bja@example.org",
            "j\x00@example.org",
        ),
        *("Jonas <j@example.org>", "j@example.org, e@example.org", "\ud800@\ud800", "j@xn--zzzz.example"),
        *(f"{'j' * 65}@example.org", f"j@{'e' * 64}.org", f"j@{'ø' * 63}.org", "x" * 100_000, "@" * 100_000),
        f"j@{'.'.join(['e' * 60] * 5)}",
    ],
)
def test_what_is_no_address(text):
    """Whatever else it is, it is told in no time and without a fault."""
    assert not is_address(text) and not wire_domain(text)


@pytest.mark.parametrize(
    "text",
    [
        "Søren Kjær <sk@example.org>",
        '"Kjær, Søren" <sk@example.org>',
        "Kjær, Søren <sk@example.org>",
        "<sk@example.org>",
        "sk@example.org < sk@example.org >",
        "sk@example.org",
    ],
)
def test_whose_address_it_is_may_stand_before_it(text):
    """As programs copy it, quoted or not."""
    assert without_name(text) == "sk@example.org"


@pytest.mark.parametrize(
    "text",
    [
        "a@example.org <b@example.org>",
        "Søren <nobody>",
        "A <a@example.org>, B <b@example.org>",
        "Søren",
        "<>",
    ],
)
def test_what_holds_no_single_address_stays_as_it_is(text):
    """So that it is refused as a whole."""
    assert without_name(text) == text and not is_address(text)
