"""Plays many scenarios at once: each goes on as soon as what it waits for has come."""
import time

from .desk import Desk, Refused
from .steps import steps
from .story import Story
from .text import Wrong

# So many at once: more would only wait for each other.
AT_ONCE = 40
WAIT_SECONDS = 120
PAUSE_SECONDS = 0.02


def _play(story):
    """One scenario, as a generator of (condition, what it is)."""
    for step in story.scenario.steps:
        if step.word not in steps:
            raise Wrong(step.line, f"“{step.word}” is no step; there are {', '.join(sorted(steps))}")
        try:
            yield from steps[step.word](story, step)
        except Refused as error:
            raise Wrong(step.line, f"refused: {error}") from None
        except KeyError as error:
            raise Wrong(step.line, str(error.args[0])) from None


class Player:
    """Scenarios on one office. By a scenario's name: results: None, or what went wrong; stories: who and what there was."""

    def __init__(self, office):
        self.desk = Desk(office)
        self.results, self.stories = {}, {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.desk.close()

    def _advance(self, name, story, value=None, error=None):
        """Goes on with a scenario; gives (condition, deadline, what), None when it is over."""
        try:
            condition, what = story.throw(error) if error else story.send(value)
            return condition, time.monotonic() + WAIT_SECONDS, what
        except StopIteration:
            self.results[name] = None
        except (Wrong, TimeoutError) as failure:
            self.results[name] = str(failure)
        except Exception as failure:  # pylint: disable=broad-except
            self.results[name] = f"{type(failure).__name__}: {failure}"
        self.stories[name].leave()
        return None

    def play(self, scenarios):
        """Plays them to their ends."""
        ahead = list(reversed(scenarios))
        playing, waiting = {}, {}
        while ahead or waiting:
            while ahead and len(waiting) < AT_ONCE:
                scenario = ahead.pop()
                self.stories[scenario.name] = Story(self.desk, scenario)
                playing[scenario.name] = _play(self.stories[scenario.name])
                waiting[scenario.name] = self._advance(scenario.name, playing[scenario.name])
            moved = False
            for name, (condition, deadline, what) in [(name, wait) for name, wait in waiting.items() if wait]:
                value = condition()
                if value:
                    waiting[name], moved = self._advance(name, playing[name], value), True
                elif time.monotonic() > deadline:
                    waiting[name] = self._advance(name, playing[name], error=TimeoutError(f"no {what} within {WAIT_SECONDS} s"))
            waiting = {name: wait for name, wait in waiting.items() if wait}
            if not moved:
                time.sleep(PAUSE_SECONDS)
