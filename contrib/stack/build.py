"""Building turno in a folder of its own."""
import fcntl
import os
import shutil
import subprocess


def _run(words, folder, environment):
    result = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            env=environment, check=False)
    if result.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, words))} failed:\n{result.stdout[-6000:]}")


def build(top, folder, *options, target="all"):
    """Configures `folder` with `options` unless that was done, and makes `target` there."""
    environment = {**os.environ, "CCACHE_NOHASHDIR": "1"}
    if not os.access(os.environ.get("HOME", ""), os.W_OK):
        environment.setdefault("CCACHE_DIR", str(top / "var/ccache"))
    if not (top / "configure").exists():
        _run(["autoreconf", "-fi"], top, environment)
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "Makefile").exists():
        compiler = ["CC=ccache gcc"] if shutil.which("ccache") else []
        _run([top / "configure", "-q", *options, *compiler], folder, environment)
    _run(["make", "-s", f"-j{os.cpu_count()}", target], folder, environment)
    return folder


def make(folder, *words):
    """Makes in a build folder while nobody else does so by this function: suites that run side by side share theirs."""
    with open(folder / ".lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _run(["make", "-s", "-C", str(folder), *words], folder, os.environ)
