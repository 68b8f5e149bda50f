"""What can happen to a file: each damage takes the bytes that are there, and the place they stand at."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

# Every table of a person's file that code reads, and of the network's.
PERSON_TABLES = (
    "person",
    "reflection",
    "contact",
    "plan",
    "conversation",
    "contact_log",
    "invited",
    "referral",
    "set_aside",
    "unfinished",
)
NETWORK_TABLES = (
    "organiser",
    "network",
    "practical",
    "check",
    "followup",
    "languages",
    "set_aside",
    "unfinished",
)
# A value of every type that TOML has, and of every shape that code takes apart.
VALUES = (
    '"Bodil"',
    '""',
    "3",
    "1.5",
    "true",
    "2027-01-31",
    "2027-01-31T10:00:00",
    "10:00:00",
    "nan",
    "[]",
    '["a", 1]',
    "[[]]",
    "[{ a = 1 }]",
    "{}",
    "{ name = 3 }",
    "{ name = { name = [] } }",
    "9999-12-31",
    "0001-01-01",
)

Damage = Callable[[Path], None]


def _bytes(change: Callable[[bytes], bytes]) -> Damage:
    def made(file: Path) -> None:
        file.write_bytes(change(file.read_bytes()))

    return made


def _in_place(make: Callable[[Path], None]) -> Damage:
    def made(file: Path) -> None:
        if file.is_dir() and not file.is_symlink():
            shutil.rmtree(file)
        elif file.is_symlink() or file.exists():
            file.unlink()
        make(file)

    return made


CONFLICT = b"<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> other\n"
# To any file at all.
FILE_DAMAGES: dict[str, Damage] = {
    "empty": _bytes(lambda old: b""),
    "blank": _bytes(lambda old: b" \n\n"),
    "cut": _bytes(lambda old: old[: len(old) * 2 // 3]),
    "cut in a letter": _bytes(lambda old: old + b"\xc3"),
    "latin-1": _bytes(lambda old: old.decode().encode("latin-1", "replace")),
    "latin-1 word": _bytes(lambda old: b"# \xe6\xf8\xe5\n" + old),
    "utf-16": _bytes(lambda old: old.decode().encode("utf-16")),
    "zeros": _bytes(lambda old: bytes(len(old))),
    "a zero": _bytes(lambda old: old[:40] + b"\0" + old[40:]),
    "conflict": _bytes(lambda old: CONFLICT + old),
    "conflict inside": _bytes(lambda old: old.replace(b"\n", b"\n" + CONFLICT, 1)),
    "crlf": _bytes(lambda old: old.replace(b"\n", b"\r\n")),
    "cr": _bytes(lambda old: old.replace(b"\n", b"\r")),
    "mixed ends": _bytes(lambda old: old.replace(b"\n", b"\r\n", 3)),
    "mark": _bytes(lambda old: b"\xef\xbb\xbf" + old),
    "two marks": _bytes(lambda old: b"\xef\xbb\xbf\xef\xbb\xbf" + old),
    "no last break": _bytes(lambda old: old.rstrip()),
    "comment last": _bytes(lambda old: old + b"# the end"),
    "twice": _bytes(lambda old: old + old),
    "surrogate": _bytes(lambda old: old + b'\nx = "\xed\xa0\x80"\n'),
    "json": _bytes(lambda old: b'{"a": [1, 2, {"b": null}]}'),
    "json list": _bytes(lambda old: b'[[1], "a", {"digest": 1}]'),
    "json null": _bytes(lambda old: b"null"),
    "json number": _bytes(lambda old: b"9" * 5000),
    "json deep": _bytes(lambda old: b"[" * 50_000),
    "json odd": _bytes(
        lambda old: (
            b'{"pitch.md": 3, "invitation.txt": {"digest": [], "inputs": {}, "lang": 7, "before": null,'
            b' "clean": {"digest": 1, "until": []}}, "conversation.md": {"lang": "../..", "digest": true}}'
        )
    ),
    "a folder": _in_place(Path.mkdir),
    "a link to nowhere": _in_place(lambda file: file.symlink_to(file.parent / "nothing")),
    "a link to itself": _in_place(lambda file: file.symlink_to(file)),
    "a link outside": _in_place(lambda file: file.symlink_to("/etc/hostname")),
    "a pipe": _in_place(lambda file: os.mkfifo(file)),
    "gone": _in_place(lambda file: None),
}


def _set(table: str, value: str) -> Damage:
    """The table becomes a value."""

    def change(old: bytes) -> bytes:
        text = re.sub(rf"(?ms)^\[+{table}[\].].*?(?=^\[|\Z)", "", old.decode())
        text = re.sub(rf"(?m)^{table}\s*=.*\n", "", text)
        return f"{table} = {value}\n{text}".encode()

    return _bytes(change)


def _set_all(table: str, value: str) -> Damage:
    """Every value of the table becomes another one."""

    def change(old: bytes) -> bytes:
        def block(found: re.Match[str]) -> str:
            names = re.findall(r"(?m)^([\w]+)\s*=", found[0])
            return f"{found[1]}\n" + "".join(f"{name} = {value}\n" for name in dict.fromkeys(names)) + "\n"

        return re.sub(rf"(?ms)^(\[+{table}\]+)\n.*?(?=^\[|\Z)", block, old.decode()).encode()

    return _bytes(change)


def _set_one(table: str, key: str, value: str) -> Damage:
    """One key of each of the tables becomes a value, also where it was not there."""

    def change(old: bytes) -> bytes:
        def block(found: re.Match[str]) -> str:
            rest = re.sub(rf"(?m)^{key}\s*=.*\n?", "", found[2])
            return f"{found[1]}\n{key} = {value}\n{rest}"

        return re.sub(rf"(?ms)^(\[+{table}\]+)\n(.*?)(?=^\[|\Z)", block, old.decode()).encode()

    return _bytes(change)


def wrong_keys(table: str, keys: tuple[str, ...]) -> dict[str, Damage]:
    """For every key of a table: it as a value of each type, all others as they were."""
    return {f"{table}.{key} = {value}": _set_one(table, key, value) for key in keys for value in VALUES}


def wrong_types(tables: tuple[str, ...]) -> dict[str, Damage]:
    """For every table: it as a value of each type, and each of its values as one."""
    found: dict[str, Damage] = {}
    for table in tables:
        for value in VALUES:
            found[f"{table} = {value}"] = _set(table, value)
            found[f"{table}.* = {value}"] = _set_all(table, value)
    for key in ("lang", "schema", "timezone"):
        for value in VALUES:
            found[f"{key} = {value}"] = _set(key, value)
    return found


def by_turns(
    name: str, names: Iterable[str], commands: tuple[tuple[str, ...], ...], turns: int
) -> list[tuple[str, ...]]:
    """Some of the commands for a damage of ``wrong_types`` or ``wrong_keys``: of all ``names``, each key
    meets each command, and so does each value, where there are as many keys as ``turns``."""
    keys = list(dict.fromkeys(one.partition(" = ")[0] for one in names))
    key, _, value = name.partition(" = ")
    turn = keys.index(key) + VALUES.index(value)
    return [command for number, command in enumerate(commands) if (number + turn) % turns == 0]


def odd_folders() -> list[bytes]:
    """Names of folders in people/ that no netinvite makes."""
    return [
        b"bad-\xff-name",
        b"new\nline",
        b".hidden",
        b"x" * 255,
        b"-w",
        b"--all",
        b"a b",
        b"$(id)",
        b"\x1b[2J",
        "æøå".encode(),
        "a\u0301".encode(),
        "\u202eabc".encode(),
        b"[bold]",
        b"%(name)s",
        b"a\\b",
        b"\xed\xa0\x80",
        b" ",
        b"con",
        b"{{x}}",
    ]
