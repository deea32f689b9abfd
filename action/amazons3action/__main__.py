"""``python -m amazons3action``."""

from amazons3action.cli import main

if __name__ == "__main__":
    main(prog_name="python -m amazons3action")
