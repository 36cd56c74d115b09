"""Play the weeks from the seeds that are given, and print the figures and what was broken."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from twelve_weeks.figures import figures
from twelve_weeks.play import Play


def main(seeds: list[int]) -> int:
    wrong = 0
    for seed in seeds:
        with TemporaryDirectory() as folder:
            began = perf_counter()
            play = Play(Path(folder), seed).run()
            print(f"\nseed {seed}, {perf_counter() - began:.0f} s\n{figures(play)}")
            for day, what in play.broken:
                print(f"{day} {what}")
            wrong += len(play.broken)
            play.close()
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main([int(seed) for seed in sys.argv[1:]] or [1]))
