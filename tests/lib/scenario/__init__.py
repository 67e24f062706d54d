"""Scenarios: what the desk does with a mail, told in text files (tests/scenario/README)."""
from .desk import Refused
from .play import Player
from .text import Wrong, read_folder, read_text

__all__ = ["Player", "Refused", "Wrong", "read_folder", "read_text"]
