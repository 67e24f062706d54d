"""Scenarios: what the desk does with a mail, told in text files (tests/scenario/README)."""
from .play import Player
from .text import Wrong, read_folder, read_text

__all__ = ["Player", "Wrong", "read_folder", "read_text"]
