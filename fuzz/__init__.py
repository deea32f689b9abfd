"""Coverage-guided fuzzing: targets, a regression corpus, and ``python -m fuzz`` to run them."""
