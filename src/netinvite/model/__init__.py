"""What netinvite knows by itself: questions, answers, times, people, wording. No files, no terminal."""
