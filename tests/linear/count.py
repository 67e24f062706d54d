"""Instructions that parse_mail() executes, counted by callgrind: the same on a busy machine as on an idle one."""
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from stack.build import make

WARM_UP = b"From: a@example.org\r\nSubject: x\r\n\r\nx\r\n"  # the first mail also pays for what is loaded late


def program(build):
    """The program that only parses; made when it is asked for."""
    make(build, "tests/linear/parse-files")
    return build / "tests/linear/parse-files"


def count_some(build, folder, mails):
    """One run of callgrind: a total for each mail, in order."""
    folder.mkdir()
    paths = [folder / f"{number}.eml" for number in range(len(mails) + 1)]
    for path, content in zip(paths, [WARM_UP, *mails]):
        path.write_bytes(content)
    words = ["valgrind", "-q", "--tool=callgrind", "--toggle-collect=parse_mail", "--dump-after=parse_mail",
             f"--callgrind-out-file={folder}/out", program(build), *paths]
    result = subprocess.run(list(map(str, words)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 0, result.stderr[-4000:].decode(errors="replace")
    totals = [re.search(r"^totals: (\d+)$", (folder / f"out.{number + 1}").read_text(), re.M) for number in range(len(paths))]
    return [int(total.group(1)) for total in totals[1:]]


def count(build, folder, mails):
    """name → instructions for name → mail; each processor takes a share, the large mails dealt out first."""
    program(build)
    shares = os.cpu_count()
    names = sorted(mails, key=lambda name: -len(mails[name]))
    dealt = [names[share::shares] for share in range(shares)]
    with ThreadPoolExecutor(shares) as pool:
        runs = list(pool.map(lambda share: count_some(build, Path(folder) / str(share), [mails[n] for n in dealt[share]]),
                             range(shares)))
    return {name: total for names, totals in zip(dealt, runs) for name, total in zip(names, totals)}
