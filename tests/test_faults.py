"""A fault of the program itself is owned up to, without a traceback and without what people typed."""

from __future__ import annotations

from pathlib import Path

from netinvite.cli import app, crash, place

SECRET = "what somebody answered"


def _broken(*arguments):
    try:
        raise KeyError(SECRET)
    except KeyError:
        raise RuntimeError(SECRET) from None


def test_a_fault_is_reported_without_answers(monkeypatch, capsys):
    """Exit 70, one paragraph, and a report that holds places in code but no values."""
    monkeypatch.setattr(place, "locate", _broken)
    assert app.run(["status"]) == 70
    out, err = capsys.readouterr()
    assert (out, "Traceback" in err, SECRET in err) == ("", False, False)
    report = next(Path(word.rstrip(";")) for word in err.split() if "netinvite-fault" in word)
    text = report.read_text(encoding="utf-8")
    assert SECRET not in text
    assert "RuntimeError" in text
    assert "_broken" in text
    assert "netinvite doctor" in err and "netinvite doctor" in text


def test_a_report_goes_where_it_can(monkeypatch, tmp_path):
    """Where the folder for logs cannot be made, the report lies among the temporary files."""
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(crash, "_folders", lambda: [tmp_path / "file" / "logs", tmp_path / "tmp"])
    assert crash.report(ValueError()).parent == tmp_path / "tmp"
