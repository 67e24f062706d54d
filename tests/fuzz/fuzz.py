#!/usr/bin/python3
"""Runs libFuzzer over turno's parsers: fuzz.py --build FOLDER [--seconds N] [--corpus FOLDER] [TARGET…]

make fuzz calls it. Compiles src/ and the targets with clang, ASan and UBSan below FOLDER (what has
not changed is not compiled again), then runs each target for N seconds, one after another. What
was learned stays in the corpus folder for the next run. Exit 1 on a finding, whose input is kept
in FOLDER/finding and named; give it a good name in tests/fuzz/seed/TARGET once it is repaired.

CPPFLAGS, LIBS and CC come from the environment (Makefile: TURNO_CPPFLAGS, TURNO_FUZZ_LIBS, FUZZ_CC).
"""
import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
HERE = TOP / "tests/fuzz"
# Target → longest input in bytes, more sources. The bound of imap keeps libetpan's recursion (a frame per parenthesis)
# far from the end of an 8 MiB stack.
TARGETS = {
    "answer": (4096, []),
    "authres": (2048, []),
    "cms": (4096, []),
    "conf": (4096, []),
    "csv": (4096, []),
    "daticert": (8192, []),
    "field": (4096, []),
    "form": (8192, []),
    "forward": (4096, []),
    "html": (8192, []),
    "imap": (8192, ["script.c"]),
    "mail": (8192, []),
    "mark": (4096, []),
    "multipart": (4096, []),
    "part": (8192, []),
    "reference": (4096, []),
    "report": (4096, []),
    "smtp": (4096, ["script.c"]),
    "quote": (4096, []),
    "template": (4096, []),
    "text": (4096, []),
}
# Then a new process goes on with the corpus: libetpan leaks the inputs that it does not survive.
SLICE_SECONDS = 100
MAIL_SEEDS = ("mail", "text", "field", "report")
FLAGS = ["-std=gnu11", "-g", "-O2", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"]
COVER = "-fsanitize=fuzzer-no-link"
# A short stack is kept with each block: unwinding whole ones costs a third of the speed. GLib's slices
# would hide what ASan looks for.
ENVIRONMENT = {**os.environ, "G_SLICE": "always-malloc",
               "ASAN_OPTIONS": "malloc_context_size=4:quarantine_size_mb=16:detect_leaks=1",
               "LSAN_OPTIONS": "print_suppressions=0", "UBSAN_OPTIONS": "print_stacktrace=1"}


def fail(text):
    sys.exit(f"fuzz: {text}")


def run(words):
    result = subprocess.run(list(map(str, words)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if result.returncode != 0:
        fail(f"{shlex.join(map(str, words))}\n{result.stdout}")


class Build:
    """Objects and targets below a folder."""

    def __init__(self, folder):
        self.folder = folder
        self.cc = shlex.split(os.environ.get("FUZZ_CC", "clang"))
        self.cppflags = shlex.split(os.environ["TURNO_CPPFLAGS"])
        self.libs = shlex.split(os.environ["TURNO_FUZZ_LIBS"])
        headers = [*TOP.glob("src/**/*.h"), *HERE.glob("*.h"), Path(__file__)]
        self.newest_header = max(path.stat().st_mtime for path in headers)
        if not shutil.which(self.cc[-1]):
            fail(f"{self.cc[-1]} is not installed: see contrib/packages")

    def object_of(self, source, top):
        return self.folder / source.relative_to(top).with_suffix(".o")

    def compile(self, source, top):
        """The object of a source; compiled if it or any header is newer."""
        target = self.object_of(source, top)
        if target.exists() and target.stat().st_mtime > max(source.stat().st_mtime, self.newest_header):
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        run([*self.cc, *FLAGS, COVER, f"-I{HERE}", *self.cppflags, "-c", source, "-o", target])
        return target

    def library(self):
        """All of src but the mains, made sources included, as one archive."""
        made = Path(os.environ["TURNO_BUILDDIR"]).resolve()
        sources = [(path, top) for top in dict.fromkeys((TOP, made)) for pattern in ("src/*/*.c", "conf/*.c")
                   for path in sorted(top.glob(pattern))]
        sources += [(HERE / "fuzz.c", TOP)]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            objects = list(pool.map(lambda pair: self.compile(*pair), sources))
        archive = self.folder / "libfuzz.a"
        if not archive.exists() or any(path.stat().st_mtime > archive.stat().st_mtime for path in objects):
            archive.unlink(missing_ok=True)
            run(["ar", "rcs", archive, *objects])
        return archive

    def link(self, name, archive):
        objects = [self.compile(HERE / source, TOP) for source in (f"fuzz-{name}.c", *TARGETS[name][1])]
        target = self.folder / f"fuzz-{name}"
        if target.exists() and all(target.stat().st_mtime > path.stat().st_mtime for path in (*objects, archive)):
            return target
        run([*self.cc, *FLAGS, "-fsanitize=fuzzer", *objects, archive, *self.libs, "-o", target])
        return target


def seed_folders(name):
    folders = [HERE / "seed" / name]
    if name in MAIL_SEEDS:
        folders += sorted(path for path in (TOP / "tests/mail").iterdir() if path.is_dir())
    return [folder for folder in folders if folder.is_dir()]


def run_slice(name, program, options, seconds):
    """libFuzzer for so long; gives its exit code and what it printed, which is also kept."""
    findings = options.build / "finding"
    findings.mkdir(exist_ok=True)
    dictionary = HERE / "dict" / f"{name}.dict"
    words = [program, f"-max_len={TARGETS[name][0]}", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1",
             "-reduce_inputs=0", f"-max_total_time={seconds}", f"-artifact_prefix={findings}/{name}-"]
    words += [f"-dict={dictionary}"] if dictionary.exists() else []
    log = options.build / f"{name}.log"
    with log.open("wb") as output:
        result = subprocess.run(list(map(str, [*words, options.corpus / name, *seed_folders(name)])), env=ENVIRONMENT,
                                stdout=output, stderr=subprocess.STDOUT, check=False)
    return result.returncode, log.read_text(errors="replace")


def fuzz(name, program, options):
    """One target for its time. True when nothing was found."""
    (options.corpus / name).mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    count, cover = 0, []
    for done in range(0, options.seconds, SLICE_SECONDS):
        code, text = run_slice(name, program, options, min(SLICE_SECONDS, options.seconds - done))
        if code != 0:
            print(f"{name}: FINDING\n{text[-6000:]}", flush=True)
            return False
        runs = re.search(r"stat::number_of_executed_units: (\d+)", text)
        cover = re.findall(r"\bcov: (\d+)", text)
        count += int(runs.group(1)) if runs else 0
    print(f"{name}: {count} inputs, {count / (time.monotonic() - begun):.0f}/s, {cover[-1] if cover else 0} edges, no finding",
          flush=True)
    return count > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("target", nargs="*")
    options = parser.parse_args()
    options.corpus = options.corpus or options.build / "corpus"
    names = options.target or sorted(TARGETS)
    for name in set(names) - set(TARGETS):
        fail(f"there is no target {name}: {', '.join(sorted(TARGETS))}")
    options.build.mkdir(parents=True, exist_ok=True)
    options.build = options.build.resolve()
    build = Build(options.build)
    archive = build.library()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        programs = list(pool.map(lambda name: build.link(name, archive), names))
    if options.seconds == 0:
        return
    bad = [name for name, program in zip(names, programs) if not fuzz(name, program, options)]
    if bad:
        fail(f"findings in {', '.join(bad)}: see {options.build}/finding")


main()
