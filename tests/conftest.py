from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from approve import approved, pytest_addoption
from servers import fresh_postgres

if TYPE_CHECKING:
    from conversation import Conversation

__all__ = ["approved", "fresh_postgres", "pytest_addoption"]


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Conversation]:
    """Mara, Ana and Bo of the team "platform", on Monday 23 November 2026, 09:00 in Berlin."""
    from conversation import Conversation

    conversation = Conversation(tmp_path)
    yield conversation
    conversation.close()
