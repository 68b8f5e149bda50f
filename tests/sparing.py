"""What is the same in every run of the program in this process is done once: most of a command's time.

Real programs, each a process of its own, are spared nothing, but for the forks of ``preloaded``.
"""

from __future__ import annotations

import os
import pickle
import sys
import tomllib

from extent import whole

# A text that is longer is no guide and no table of words.
LONGEST = 200_000
# Texts of one property's examples come once each.
MOST = 500


def repetition() -> None:
    """Compile each template, parse each TOML text and guide, look at each command's parameters, bind the
    usual keys once in this process."""
    # No computer loses its power during the tests; a disk takes its time for each file.
    if os.fsync.__module__ != __name__ and not whole():
        os.fsync = _confirmed
    if tomllib.loads.__module__ != __name__:
        tomllib.loads = _parsing_once(tomllib.loads)
    # What nothing has needed yet is left unloaded.
    records = sys.modules.get("netinvite.store.records")
    if records and records.parse.__module__ != __name__:
        records.parse = _validating_once(records.parse)
    jinja = sys.modules.get("jinja2")
    if jinja and jinja.Environment.compile.__module__ != __name__:
        jinja.Environment.compile = _compiling_once(jinja.Environment.compile)
    commands = sys.modules.get("typer.main")
    if commands and commands.get_params_from_function.__module__ != __name__:
        commands.get_params_from_function = _looking_once(commands.get_params_from_function)
    questions = sys.modules.get("prompt_toolkit.application.application")
    if questions and questions.load_key_bindings.__module__ != __name__:
        questions.load_key_bindings = _loading_once(questions.load_key_bindings)


def _confirmed(handle):
    os.fstat(handle)


def _loading_once(load):
    """The keys of every field and menu are the same, and nothing is kept in them."""
    done = []

    def loaded():
        if not done:
            done.append(load())
        return done[0]

    return loaded


def _looking_once(look):
    """A command's parameters are in no language yet, and nothing is kept in them."""
    done = {}

    def looked(function):
        if function not in done:
            done[function] = look(function)
        return dict(done[function])

    return looked


def _compiling_once(compile_template):
    done = {}

    def compiled(self, source, name=None, filename=None, raw=False, defer_init=False):
        if filename is None:
            return compile_template(self, source, name, filename, raw, defer_init)
        key = (type(self), bool(self.autoescape), str(source), name, filename, raw, defer_init)
        if key not in done:
            done[key] = compile_template(self, source, name, filename, raw, defer_init)
        return done[key]

    return compiled


def _validating_once(validate):
    """A guide cannot be changed, and so may be another run's."""
    done = {}

    def validated(data, where):
        key = (pickle.dumps(data), where)
        if key not in done:
            if len(done) == MOST:
                done.clear()
            done[key] = validate(data, where)
        return done[key]

    return validated


def _parsing_once(parse):
    """What was parsed is pickled, so that every run has its own."""
    done = {}

    def parsed(text):
        if len(text) > LONGEST:
            return parse(text)
        if text not in done:
            if len(done) == MOST:
                done.clear()
            done[text] = pickle.dumps(parse(text))
        return pickle.loads(done[text])

    return parsed
