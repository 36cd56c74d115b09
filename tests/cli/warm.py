"""A process that has imported all of the command line, and forks for each call; `terminal` starts it and asks.

Each line of standard input is one call in JSON; each line of standard output is its exit code. It has one thread and
no open database, so a fork of it is as good as a new process, but for what only a cold start shows.
"""

from __future__ import annotations

import gc
import json
import os
import pkgutil
import runpy
import sys
import time
import traceback
from importlib import import_module
from typing import Any

import paceline.cli
import paceline_connectors


def main() -> None:
    _import_all()
    gc.collect()
    gc.freeze()
    del sys.path[0]  # this folder
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(json.loads(line))
            _run()
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _import_all() -> None:
    for package in (paceline.cli, paceline_connectors):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    for module in pkgutil.walk_packages(paceline.__path__, "paceline."):
        if not module.name.endswith(("__main__", ".env")) and ".versions" not in module.name:
            import_module(module.name)


def _become(call: dict[str, Any]) -> None:
    """The process that `python -m paceline` would be."""
    os.chdir(call["cwd"])
    os.environ.clear()
    os.environ.update(call["env"])
    time.tzset()
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        opened = os.open(call[name], os.O_RDWR)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)  # what the old one has read ahead is the next call
    sys.path.insert(0, call["cwd"])
    sys.argv[1:] = call["arguments"]


def _run() -> None:
    try:
        runpy.run_module("paceline", run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as done:
        code = int(done.code or 0)
    except BaseException:  # noqa: BLE001  as Python itself would end
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
