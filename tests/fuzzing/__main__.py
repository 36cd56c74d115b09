"""Fuzz the readers: `PYTHONPATH=tests python -m fuzzing [TARGET…] --minutes 10`; `make fuzz` does it.

Each target gets its share of the time in a process of its own. It begins with what it found before (build/fuzz), the
labelled cases (PACELINE_CASES) and what stands in seeds.py. What fails is kept there, and runs again by itself:

    PYTHONPATH=tests python -m fuzzing mails build/fuzz/failed/mails-crash-…
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path("build") / "fuzz"
FAILED = FOLDER / "failed"
NAMES = ("mails", "replies", "quoting", "calendars", "dates", "machines", "addresses")
MEGABYTES = 1_024
LONGEST = 40_000
"""Octets of one input: a fuzzer finds little in more."""
ABSENT = """atheris is not installed: nothing is fuzzed by coverage, hypothesis alone has searched.
It has wheels for CPython 3.11 to 3.13 on Linux: pip install --only-binary :all: --group fuzz"""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--minutes", type=float, default=10, help="for all targets together")
    options.add_argument(
        "what", nargs="*", metavar="TARGET", help=f"only these of {', '.join(NAMES)}; or one, and files"
    )
    chosen = options.parse_args()
    targets = [name for name in chosen.what if name in NAMES] or list(NAMES)
    files = [Path(name) for name in chosen.what if name not in NAMES]
    if files:
        return _again(targets[0], files)
    if importlib.util.find_spec("atheris") is None:
        print(ABSENT)
        return 0
    share = max(1, round(chosen.minutes * 60 / len(targets)))
    failed = [name for name in targets if _fuzz(name, share)]
    print(f"{len(targets)} targets, {share} s each; failed: {', '.join(failed) or 'none'}")
    return bool(failed)


def _again(target: str, files: list[Path]) -> int:
    from fuzzing.targets import TARGETS, within_time

    for file in files:
        within_time(TARGETS[target], file.read_bytes())
        print(f"{file}: all is well")
    return 0


def _fuzz(target: str, seconds: int) -> int:
    from fuzzing.seeds import lay_down

    corpus = FOLDER / target
    lay_down(target, corpus)
    FAILED.mkdir(parents=True, exist_ok=True)
    bounds = [f"-max_total_time={seconds}", f"-rss_limit_mb={MEGABYTES}", f"-max_len={LONGEST}", "-timeout=60"]
    kept = f"-artifact_prefix={FAILED / target}-"
    print(f"\n{target}: {seconds} s, {len(list(corpus.iterdir()))} inputs to begin with", flush=True)
    command = [sys.executable, "-m", "fuzzing.one", target, str(corpus), *bounds, kept, "-print_final_stats=1"]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": "tests"}, check=False, capture_output=True, text=True
    )
    print("\n".join(f"  {line}" for line in _telling(done.stdout, done.stderr, failed=done.returncode != 0)))
    return done.returncode


def _telling(out: str, err: str, *, failed: bool) -> Iterator[str]:
    """libFuzzer says how far it came on stderr; what a target raised stands on stdout."""
    said = err.splitlines()
    if failed:
        yield from out.splitlines()[-40:]
        yield from (line for line in said if "ERROR" in line or "Test unit written" in line)
    yield from (line for line in said if line.startswith("stat::number_of_executed_units"))
    yield next((line for line in reversed(said) if " cov: " in line), "")


if __name__ == "__main__":
    sys.exit(main())
