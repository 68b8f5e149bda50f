"""Milliseconds to read a line of times, the first one left out (it reads the language's tables); as JSON."""

import json
import sys
import time
from datetime import datetime

from netinvite.model.times import read_times

NOW = datetime(2026, 11, 25, 12, 0)
LINES = {
    "da": ("tirsdag kl. 10", "torsdag d. 3. december kl. 10-11 eller 14", "onsdag i næste uge kl. halv ti"),
    "en": ("Tuesday at 10", "Thursday 3 December 10-11am or 2pm", "Wednesday next week at half past nine"),
}

taken = []
for turn in range(int(sys.argv[1]) + 1):
    for lang, lines in LINES.items():
        for line in lines:
            start = time.perf_counter()
            read_times(line, lang, NOW)
            if turn:
                taken.append((time.perf_counter() - start) * 1000)
sys.stdout.write(json.dumps(taken) + "\n")
