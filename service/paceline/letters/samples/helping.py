"""The help ladder's letters."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from paceline.agenda.contents import DueAsk, Envelope, Receipt, Recorded
from paceline.agenda.helping import HelpAsk, HelpNews, HelpPlan, Introduction, ThanksAsk
from paceline.domain.help import Hand
from paceline.letters.samples.people import ANA, BO, CHEN, DEE, FRIDAY, MARA, MONDAY

WHAT = "two hours of somebody with admin rights on staging"
OF, DUE = "migrate staging", date(2026, 12, 2)
UNTIL = datetime(2026, 11, 30, 11, tzinfo=UTC)
RULE = "agreement 2.4"
PLAN = HelpPlan(("Ana", "Chen"), UNTIL, ("Eve", "Finn"))


def asks() -> dict[str, HelpAsk]:
    asked = HelpAsk(ANA, "H3", WHAT, "Dee", UNTIL, FRIDAY, OF, DUE, ("Chen",), 2)
    return {
        "usual": asked,
        "for nothing promised": replace(asked, of="", due=None, others=(), then=1),
        "named, and a part is given": replace(
            asked, reader=BO, named_by="Ana", given=(("Chen", "the first hour, on Monday"),), others=("Chen",), then=0
        ),
        "late and unanswered": replace(asked, what=OF, unasked=True, day=date(2026, 12, 4)),
        "the contact": replace(asked, reader=MARA, escalated=True, others=(), then=0, rule=RULE),
    }


def introductions() -> dict[str, Introduction]:
    hand = Hand("ana", "", "time", MONDAY, date(2026, 12, 2), "from Mon to Wed, an hour a day")
    gives = Introduction(ANA, "H3", WHAT, "Dee", "dee@acme.example", FRIDAY, True, hand, OF, DUE)
    gets = replace(gives, reader=DEE, other="Ana", address="ana@acme.example", gives=False)
    return {
        "usual": gets,
        "to who helps": gives,
        "a part": replace(gets, hand=Hand("ana", "I can review the plan", "knowledge", DUE, DUE)),
        "no more was said": replace(gets, hand=Hand("ana"), of="", due=None),
    }


def news() -> dict[str, HelpNews]:
    asking = HelpNews(DEE, "asking", "H3", WHAT, MONDAY, plan=replace(PLAN, now=("Eve", "Finn"), then=("Bo",)))
    asking = replace(asking, silent=("Ana", "Chen"), of=OF, commitment="C14")
    left = replace(asking, kind="nobody left", plan=HelpPlan(contact="Mara", rule=RULE))
    return {
        "usual": asking,
        "the contact": replace(asking, plan=HelpPlan(("Mara",), contact="Mara", rule=RULE)),
        "unanswered": replace(asking, kind="unanswered", what=OF, silent=(), plan=PLAN),
        "nobody left": replace(left, plan=HelpPlan()),
        "nobody left, then the contact": replace(left, at=datetime(2026, 12, 1, 12, tzinfo=UTC)),
        "another": replace(asking, kind="another", who="Chen", words="on Friday"),
        "not after all": replace(asking, kind="not after all", who="Ana"),
        "referral": replace(asking, kind="referral", who="Ana", words="kim@partner.example"),
        "thanks": HelpNews(ANA, "thanks", "H3", WHAT, MONDAY, "Dee", words="we would be stuck without you"),
    }


def envelopes() -> dict[str, Envelope]:
    late = DueAsk(1, "C14", OF, FRIDAY, hands=("Ana", "Chen"), hands_at=datetime(2026, 12, 1, 9, tzinfo=UTC))
    return {
        "late, then peers": Envelope(DEE, MONDAY, dues=(late,)),
        "help has ended": Envelope(DEE, MONDAY, thanks=(ThanksAsk(1, "H3", WHAT, ("Ana",), FRIDAY),)),
    }


def receipts() -> dict[str, Receipt]:
    asked = Recorded("help", "H3", WHAT, plan=PLAN, offers=(("Chen", "staging, an hour a week"),))
    return {
        "help is asked for": Receipt(DEE, "Due today: migrate staging (C14)", (asked,), day=FRIDAY),
        "help, nobody to ask": Receipt(
            DEE, "Due today: migrate staging (C14)", (replace(asked, plan=HelpPlan(), offers=()),), day=FRIDAY
        ),
        "help, a contact": Receipt(
            DEE,
            "Due today: migrate staging (C14)",
            (replace(asked, plan=replace(PLAN, then=(), contact="Mara", rule=RULE), offers=()),),
            day=FRIDAY,
        ),
        "help is given": Receipt(
            CHEN,
            "Can you give Dee a hand?",
            (
                Recorded("took", "H3", WHAT, "Dee", was=MONDAY, due=date(2026, 12, 2), reason="from Mon to Wed"),
                Recorded("took part", "H4", "review the plan", "Bo", reason="the first half"),
                Recorded("took", "H5", "a second pair of eyes", "Bo", told=("Ana",)),
                Recorded("referral proposed", "H6", "DNS", "kim@partner.example"),
                Recorded("referred", "H7", "the certificate", "Bo"),
                Recorded("cannot help", "H8", "the move"),
                Recorded("help offered", what="DNS questions, an hour a week"),
                Recorded("offer gone", what="SQL"),
            ),
            day=FRIDAY,
        ),
        "my request": Receipt(
            DEE,
            "H3",
            (
                Recorded("search stopped", "H3", WHAT),
                Recorded("referral allowed", "H3", WHAT, "kim@partner.example"),
                Recorded("referral declined", "H4", "DNS", "kim@partner.example"),
                Recorded("thanked", "H5", "the plan", reason="we would be stuck without you"),
            ),
            day=FRIDAY,
        ),
    }
