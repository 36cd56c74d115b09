"""English."""

from __future__ import annotations

from paceline.inbox.dates.language import Language, words_of

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_FIRSTS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")

LANGUAGE = Language(
    code="en",
    words={
        "d": (
            "monday|~mon",
            "tuesday|tues|~tue",
            "wednesday|weds|~wed",
            "thursday|thurs|thur|~thu",
            "friday|~fri",
            "saturday|~sat",
            "sunday|~sun",
        ),
        "m": (
            "january|jan",
            "february|feb",
            "~march|~mar",
            "april|apr",
            "~may",
            "june|jun",
            "july|jul",
            "august|aug",
            "september|sept|sep",
            "october|oct",
            "november|nov",
            "december|dec",
        ),
        "c": (
            "one",
            "two|couple of|a couple of",
            *_ONES[2:],
            *_TEENS,
            *(
                f"{ten}{one}|{ten}{one.replace(' ', '-')}" if one else ten
                for ten in ("twenty", "thirty")
                for one in ("", *(f" {o}" for o in _ONES))
            ),
        ),
        "o": (
            *_FIRSTS,
            "tenth",
            "eleventh",
            "twelfth",
            *(f"{teen}th" for teen in _TEENS[3:]),
            "twentieth",
            *(f"twenty {first}|twenty-{first}" for first in _FIRSTS),
            "thirtieth",
            "thirty first|thirty-first",
        ),
        "t": {2000: "two thousand"},
        "1": {1: "a|an"},
        "u": (
            "day|days",
            "week|weeks|wk|wks",
            "month|months|mth|mths",
            "quarter|quarters",
            "year|years|yr|yrs",
            "fortnight|fortnights",
            "business day|business days|working day|working days|workday|workdays|weekday|weekdays",
            "weekend|week-end",
        ),
        "r": {
            0: "today|tonight|this day|this morning|this afternoon|this evening|later today|in the course of the day",
            1: "tomorrow|tmrw|tmr|tomorow|tommorow|tommorrow|tomorrow night",
            2: "day after tomorrow|overmorrow",
            -1: "yesterday",
            -2: "day before yesterday",
        },
        "N": {1: "next|following", 2: "next but one"},
        "T": "this|current|later this",
        "C": "coming|upcoming|this coming|this upcoming",
        "L": "last|previous|past",
        "a": "the|of|month of|in the year|around|about|approximately|sometime|some time",
        "B": {
            0: (
                "by|until|till|til|due|due on|due by|due in|no later than|not later than|"
                "at the latest by|latest by|up to|deadline|deadline is|eta|on or before"
            ),
            1: "at the latest|latest|by the latest",
        },
        "O": "on|for|at|@",
        "I": "in|within|during|in the course of|over the next|over the coming",
        "F": {0: "from|starting|starting on|starting from|as of", 1: "after"},
        "S": "since|ever since",
        "G": "before|prior to|ahead of",
        "g": "ago|earlier|back",
        "Z": "from now|from now on|later|hence|from today|time|'s time|'time|' time",
        "E": "end of|end-of|the end of",
        "K": "start of|beginning of",
        "M": "middle of|mid-|mid",
        "w": "week commencing|week beginning|week starting|w/c",
        "W": "week|wk|cw|kw|calendar week|week number|week no.|~w",
        "Q": "q",
        "l": {
            1: "eow|end-of-week|in the course of the week",
            2: "eom|month-end|month end",
            3: "eoq|quarter-end|quarter end",
            4: "eoy|year-end|year end",
        },
        "e": ("eod|cob|eob|end of day|end of business|close of business|end of the day|close of play|end of play"),
        "v": "early|late",
        "h": "half|and a half|or so|and half",
        "j": {
            0: "mondays",
            1: "tuesdays",
            2: "wednesdays",
            3: "thursdays",
            4: "fridays",
            5: "saturdays",
            6: "sundays",
        },
        "p": "morning|afternoon|evening|night|lunchtime|lunch|midnight|first thing|in the morning|in the afternoon"
        "|in the evening|at night",
        "P": {720: "noon|midday|12 noon"},
        "k": {0: "h|hrs|hours", 1: "am|a.m.|a.m", 2: "pm|p.m.|p.m", 3: "o'clock"},
        "V": "every|each|any|black|cyber|good|per|casual",
        "|": "or|and",
        "s": {0: "d", 1: "w"},
    },
    ordinal_suffixes=frozenset({"st", "nd", "rd", "th"}),
    next_is_of_next_week=True,
    nouns_follow=True,
    particles=frozenset({"in", "on"}),
    followers=words_of(
        "and or but if when while because since so as at by on in to from until till before after with "
        "without for via per of i i'll we we'll you they he she it the a an is are will would can could "
        "should shall may might must done unless then that which who also too please thanks instead not "
        "either latest rather where night morning afternoon evening noon"
    ),
    weeks_by_day=True,
    genitives=frozenset({"of"}),
    holidays={
        "new year": "new year's day|new year day|new years day|new year|new year's",
        "epiphany": "epiphany",
        "valentine": "valentine's day|valentines day",
        "saint patrick": "st. patrick's day|st patrick's day|saint patrick's day|saint patrick",
        "shrove tuesday": "shrove tuesday",
        "ash wednesday": "ash wednesday",
        "palm sunday": "palm sunday",
        "maundy thursday": "maundy thursday",
        "good friday": "good friday",
        "holy saturday": "holy saturday|easter saturday",
        "easter": "easter|easter sunday",
        "easter monday": "easter monday",
        "ascension": "ascension day",
        "pentecost": "pentecost|whit sunday",
        "whit monday": "whit monday",
        "corpus christi": "corpus christi",
        "labour day": "may day|international workers' day|workers' day",
        "saint john": "st. john's day",
        "assumption": "assumption day",
        "us labor day": "labor day",
        "martin luther king": "martin luther king day|martin luther king jr. day|mlk day",
        "us presidents": "presidents' day|presidents day|president's day",
        "mothers day": "mother's day|mothers' day|mothers day",
        "us memorial day": "memorial day",
        "juneteenth": "juneteenth",
        "fathers day": "father's day|fathers' day|fathers day",
        "us independence": "independence day|fourth of july|the fourth of july",
        "us columbus": "columbus day|indigenous peoples' day",
        "us veterans": "veterans day|veteran's day|veterans' day",
        "us thanksgiving": "thanksgiving|thanksgiving day",
        "halloween": "halloween",
        "all saints": "all saints' day|all saints day",
        "advent": "first sunday of advent",
        "christmas eve": "christmas eve",
        "christmas": "christmas|christmas day|xmas",
        "saint stephen": "boxing day",
        "new year's eve": "new year's eve|new years eve",
    },
)
