"""Questions by questionary alone: asked, not kept."""

import sys

import questionary

for number in range(int(sys.argv[1]), int(sys.argv[2])):
    questionary.text(f"Question number {number:04}?").unsafe_ask()
