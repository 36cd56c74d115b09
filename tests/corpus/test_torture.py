"""Real malformed mails, machines' mails and bombs: read without an exception, in little time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from unicodedata import category

import pytest
from cases import cases

from paceline.inbox.mail import Message, read
from paceline.inbox.quoting import new_words

pytestmark = pytest.mark.cases

BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
SECONDS = 10
MEGABYTES = 512

# Reads each mail of a folder in a process of its own, so that its memory can be bounded and measured.
READER = """
import json, resource, sys, time
from pathlib import Path
from paceline.inbox.mail import Message, read
from paceline.inbox.quoting import new_words
limit = int(sys.argv[2]) * 1024 * 1024
resource.setrlimit(resource.RLIMIT_AS, (3 * limit, 3 * limit))
slowest, refused, mails = 0.0, [], 0
for path in sorted(Path(sys.argv[1]).iterdir()):
    raw = path.read_bytes()
    began = time.process_time()
    message = read(raw)
    if isinstance(message, Message):
        new_words(message)
        new_words(message, "Done since Monday:\\n  -\\nThanks:\\n")
    else:
        refused.append(path.stem)
    slowest, mails = max(slowest, time.process_time() - began), mails + 1
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"mails": mails, "slowest": slowest, "peak": peak, "refused": refused}))
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
    assert told["mails"] == len(list(mails.iterdir()))
    assert told["slowest"] <= SECONDS
    assert told["peak"] <= MEGABYTES
    assert {"nest-multipart-20000", "parts-100000", "header-value-10MB", "headers-100k"} <= set(told["refused"])
