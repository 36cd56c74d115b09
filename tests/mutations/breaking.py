"""A plugin of pytest's (`-p mutations.breaking`): the promise that PACELINE_BROKEN names is broken as the service is
imported, in memory."""

from __future__ import annotations

import os
import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType
from typing import Any

from mutations.promises import PROMISES, Broken


class _Breaks(SourceFileLoader):
    def __init__(self, name: str, path: str, broken: Broken) -> None:
        super().__init__(name, path)
        self._broken = broken

    def get_code(self, fullname: str) -> CodeType:
        """Of the changed source: what was compiled before is not looked at."""
        source = self.get_data(self.path).decode()
        assert source.count(self._broken.was) == 1
        return compile(source.replace(self._broken.was, self._broken.now), self.path, "exec", dont_inherit=True)


class _Finds(MetaPathFinder):
    def __init__(self, broken: Broken) -> None:
        self._broken = broken

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if fullname != self._broken.module:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        assert spec is not None
        assert spec.origin is not None
        spec.loader = _Breaks(fullname, spec.origin, self._broken)
        return spec


if _named := os.environ.get("PACELINE_BROKEN"):
    sys.meta_path.insert(0, _Finds(next(one for one in PROMISES if one.name == _named)))
