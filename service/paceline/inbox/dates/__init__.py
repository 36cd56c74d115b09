"""Day phrases in seven languages: "by Friday", "bis KW 49", "le 3 décembre", "+3d".

Days are the writer's: `now` is the mail's own date in the writer's zone. What a phrase may mean in two ways gives both
days (`readings`), never a guess. A weekday or a day of the year without its year lies ahead; today counts ("Friday" on
a Friday is today). A day of the year that went by in the last week, a weekday that contradicts its date within the next
four weeks (beyond them the date holds), figures whose order the locale doesn't tell, "in 2-3 days", "dans quinze jours"
(14 or 15): both days. "Next Friday" is next week's in English and Dutch; elsewhere, where this
week's is still ahead, both. A period is due at its end (a week on its Friday); "by March" may mean its
start as well.
"""

from __future__ import annotations

from paceline.inbox.dates.finding import Found, find_when, read_when

__all__ = ["Found", "find_when", "read_when"]
