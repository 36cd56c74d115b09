"""One target, for libFuzzer: the code of the readers is instrumented as it is imported."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["paceline"]):
    from fuzzing.targets import TARGETS, within_time


def main() -> None:
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, lambda data: within_time(target, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
