"""Real malformed mails, machines' mails and bombs: read without an exception, in little time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from unicodedata import category

import pace
import pytest
from cases import cases

from paceline.inbox.mail import Message, read
from paceline.inbox.quoting import new_words

pytestmark = pytest.mark.cases

BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
SECONDS, BODY_SECONDS = 10, 0.4
MEGABYTES = 512

# Reads each mail of a folder in a process of its own, so that its memory can be bounded and measured: ru_maxrss would
# begin with that of the process which started it.
READER = """
import json, resource, sys
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from paceline.inbox.answer import read_answer
from paceline.inbox.mail import Message, read
from paceline.inbox.reply import Context
limit = int(sys.argv[2]) * 1024 * 1024
resource.setrlimit(resource.RLIMIT_AS, (3 * limit, 3 * limit))
context = Context((), (), datetime(2026, 11, 27, 9, tzinfo=UTC), "en", frozenset({"Bo"}))
took, refused = {}, []
for path in sorted(Path(sys.argv[1]).iterdir()):
    raw = path.read_bytes()
    for sent in ("", "Done since Monday:\\n  -\\nThanks:\\n"):
        began = process_time()
        message = read(raw)
        if isinstance(message, Message):
            read_answer(message, sent, context)
        took[path.stem] = max(process_time() - began, took.get(path.stem, 0.0))
    if not isinstance(message, Message):
        refused.append(path.stem)
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
print(json.dumps({"took": took, "peak": peak, "refused": refused}))
"""


@pytest.mark.parametrize("folder", ["torture", "machines", "client-replies"])
def test_odd_mails_are_read(folder):
    paths = [path for path in sorted(cases(folder).rglob("*")) if path.suffix == ".eml"]
    assert paths
    refused = []
    for path in paths:
        message = read(path.read_bytes())
        if isinstance(message, Message):
            new_words(message)
            shown = "".join(value for values in message.headers.values() for value in values)
            assert not any(category(sign) in ("Cc", "Cs", "Zl", "Zp") or sign in BIDI for sign in shown), path
        else:
            refused.append(path.name)
    assert len(refused) <= 0.01 * len(paths), refused


@pytest.mark.slow
def test_bombs_are_defused(tmp_path: Path):
    generate = cases("hostile/generate.py")
    mails, calendars = tmp_path / "mails", tmp_path / "calendars"
    subprocess.run([sys.executable, str(generate), str(mails), str(calendars)], check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", READER, str(mails), str(MEGABYTES)],
        capture_output=True,
        text=True,
        timeout=300,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert len(told["took"]) == len(list(mails.iterdir()))
    assert max(told["took"].values()) <= SECONDS
    bodies = {name: took for name, took in told["took"].items() if name.startswith("body-")}
    assert len(bodies) >= 10
    slow = {name: took for name, took in bodies.items() if took > pace.ROOM * BODY_SECONDS}
    assert not slow, "a body bomb takes long"
    assert told["peak"] <= MEGABYTES
    assert {"nest-multipart-20000", "parts-100000", "header-value-10MB", "headers-100k"} <= set(told["refused"])
