"""The corpus of real mails (TURNO_CORPUS, else ../shared/corpus beside the checkout), and turno parse."""
import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]


def folder():
    """None where it is absent."""
    found = Path(os.environ.get("TURNO_CORPUS", TOP / "../shared/corpus"))
    return found.resolve() if (found / "score.py").exists() else None


def cases(name):
    """id → path of the mail, of one set."""
    lines = (folder() / name / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    return {case["id"]: folder() / name / case["file"] for case in map(json.loads, lines)}


def parse(turno, path):
    """The evidence of a mail."""
    result = subprocess.run([turno, "parse"], input=path.read_bytes(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 0, f"{path}: {result.stderr.decode()}"
    return json.loads(result.stdout)


def parse_all(turno, paths):
    """name → evidence for name → path."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(paths, pool.map(lambda path: parse(turno, path), paths.values())))
