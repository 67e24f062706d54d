"""Reads scenario files. The format is described in tests/scenario/README."""
import re
import shlex
from dataclasses import dataclass, field

RULE = re.compile(r"\b[MR]\d{1,2}\b")


class Wrong(Exception):
    """A scenario is written wrongly, or did not come out as it says: file, line, sentence."""

    def __init__(self, line, sentence):
        super().__init__(f"{line}: {sentence}" if line else sentence)


def split_words(line, text):
    """Words as a shell splits them; a placeholder is never split."""
    kept = re.sub(r"\{[A-Za-z][^{}]*\}", lambda match: match[0].replace(" ", "\0"), text)
    try:
        return [word.replace("\0", " ") for word in shlex.split(kept)]
    except ValueError as error:
        raise Wrong(line, f"the quotes do not match ({error})") from None


@dataclass
class Expectation:
    """An indented line: a word, and all behind it."""
    line: str
    word: str
    rest: str
    step: "Step"


@dataclass
class Step:
    """A line at the margin with the block of text and the expectations below it."""
    line: str
    word: str
    rest: str
    block: list = field(default_factory=list)
    expectations: list = field(default_factory=list)

    def words(self):
        """What stands behind the word: words, and values by name. Both may be quoted."""
        parts = split_words(self.line, self.rest)
        named = [re.fullmatch(r"([a-z_]+)=(.*)", part, re.DOTALL) for part in parts]
        return ([part for part, match in zip(parts, named) if not match],
                {match[1]: match[2] for match in named if match})


@dataclass
class Scenario:
    """One story: a title that names the rules, and steps."""
    file: str
    line: str
    title: str
    steps: list = field(default_factory=list)

    @property
    def name(self):
        return f"{self.file}: {self.title}"

    @property
    def rules(self):
        return set(RULE.findall(self.title))


def _add(scenario, line, text):
    if not scenario:
        raise Wrong(line, "a scenario begins with a line “== title”")
    word, _, rest = text.strip().partition(" ")
    if text[0] == "|":
        if not scenario.steps:
            raise Wrong(line, "a text belongs below a step")
        scenario.steps[-1].block.append(text[2:] if text[1:2] == " " else text[1:])
    elif text[0] in " \t":
        if not scenario.steps:
            raise Wrong(line, "an expectation belongs below a step")
        scenario.steps[-1].expectations.append(Expectation(line, word, rest.strip(), scenario.steps[-1]))
    else:
        scenario.steps.append(Step(line, word, rest.strip()))


def read_text(name, text):
    """The scenarios of a file's text."""
    scenarios = []
    for number, row in enumerate(text.splitlines(), 1):
        line = f"{name}:{number}"
        if row.startswith("== "):
            scenarios.append(Scenario(name, line, row[3:].strip()))
            if not scenarios[-1].rules:
                raise Wrong(line, "the title names the rules that the scenario is about, as M16 or R14")
        elif row.strip() and not row.startswith("#"):
            _add(scenarios[-1] if scenarios else None, line, row)
    titles = [scenario.title for scenario in scenarios]
    for scenario in scenarios:
        if titles.count(scenario.title) > 1:
            raise Wrong(scenario.line, "another scenario of this file has the same title")
    return scenarios


def read_folder(folder):
    """All scenarios of a folder's files."""
    return [scenario for path in sorted(folder.glob("*.txt")) for scenario in read_text(path.stem, path.read_text())]
