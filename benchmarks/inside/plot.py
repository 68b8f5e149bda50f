"""Draws curves (JSON on standard input) as SVG, on logarithmic axes."""

import json
import sys

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot

# The same curves make the same file; words stay words.
mpl.rcParams.update({"svg.hashsalt": "netinvite", "svg.fonttype": "none", "font.family": "sans-serif"})
MARKS = "os^Dv"
figure, axes = pyplot.subplots(figsize=(8, 5))
for mark, curve in zip(MARKS, json.load(sys.stdin), strict=True):
    axes.loglog(*zip(*curve["points"], strict=True), marker=mark, label=curve["name"])
axes.set(xlabel="people, or answers given", ylabel="seconds")
axes.grid(alpha=0.3)
axes.legend()
figure.savefig(sys.argv[1], metadata={"Date": None}, bbox_inches="tight")
