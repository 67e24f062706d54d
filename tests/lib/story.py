"""What the stories of the browser tests are told with: the words of the pages in both languages, and who reads them."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """What pages say, and who speaks that language: two operators of CAF at the base level, at the advanced level; an administrator, a contact."""
    language: str
    base: str
    advanced: str
    admin: str
    contact: str
    ours: str
    theirs: str
    closed: str
    your_turn: str
    held_by: str
    no_more: str
    unknown: str
    convert: str


ITALIAN = Words("it", "base", "advanced", "admin", "contact", "Turno operatore", "Turno contatto", "Chiuso", "tocca a Lei", "sta rispondendo", "chiusa",
                "mittente sconosciuto", "Trasforma in pratica")
ENGLISH = Words("en", "base", "advanced", "admin", "other", "Operator’s turn", "Contact’s turn", "Closed", "your turn", "is answering", "closed",
                "unknown sender", "Convert to a practice")


class People:
    """role of Words → the window in which that person is signed in, opened when it is first asked for."""

    def __init__(self, words, world, chromium):
        self._words, self._world, self._chromium, self._windows = words, world, chromium, {}

    def person(self, role):
        return self._world.person(getattr(self._words, role), self._words.language)

    def __getitem__(self, role):
        if role not in self._windows:
            self._windows[role] = self._world.window(self._chromium, self.person(role))
        return self._windows[role]

    def close(self):
        for window in self._windows.values():
            window.close()
