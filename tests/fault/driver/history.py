"""What was done and seen, in order, with the seed that repeats it."""
import json
import time


class History:
    """A list of entries; `began` is the zero of their times."""

    def __init__(self, seed, profile):
        self.seed = seed
        self.profile = profile
        self.began = time.monotonic()
        self.entries = []
        self.mails = []          # of the traffic: see traffic.py
        self.submit_kills = []   # seconds of time.monotonic() at which a submit was killed
        self.faults = {}         # kind → how often

    def note(self, what, **more):
        """Adds an entry."""
        self.entries.append({"at": round(time.monotonic() - self.began, 3), "what": what, **more})

    def note_fault(self, kind, **more):
        """Adds the entry of a fault and counts it."""
        self.faults[kind] = self.faults.get(kind, 0) + 1
        self.note("fault", kind=kind, **more)

    def save(self, path, problems=()):
        """Writes everything as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"seed": self.seed, "profile": self.profile, "problems": list(problems), "faults": self.faults,
                                    "entries": self.entries, "mails": self.mails}, indent=1, default=str))
        return path
