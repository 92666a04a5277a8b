"""Clock times: 8:30, 17:00, 上午9点, 下午3时30分, 24时; not 1:15 and 3点建议."""

from __future__ import annotations

import re

from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.number_words import inside_number

_TIME = re.compile(
    r"(?P<h>[01]?\d|2[0-4])[:∶](?P<i>[0-5]\d)(?P<s>[:∶][0-5]\d)?(?![\d:∶])|(?P<h2>[01]?\d|2[0-4])(?:(?:时|点)(?:(?P<i2>[0-5]?\d)分|整|(?P<half>半)|(?=[前后至到—-]))(?!之)|时(?![长间段期速效代令钟差候常空有]))"
)
_CLOCK_BESIDE = re.compile(r"[-—~至到]\d|[和、,，][ ]?\d{1,2}[:∶][0-5]\d(?!\d)")
_HOUR = re.compile(r"(?P<h2>[01]?\d|2[0-4])点(?P<i2>)(?P<half>)(?P<h>)(?P<i>)(?P<s>)(?![钟名个建以多余.\d])")
_HOUR_BEFORE = re.compile(r"(?:[午晨早晚夜]|[夜晚]间|点[到至—-])$")
_AFTERNOON = re.compile(r"(?:下午|晚上|傍晚|当晚|晚间|夜间|晚)$")


def read_time(text: str, at: int, floor: int) -> Mention | None:
    """The clock time written at *at*: 8:30, 上午9点, 下午3时30分, 24时."""
    match = _TIME.match(text, at)
    if match is None and _HOUR_BEFORE.search(text, max(0, at - 3), at):  # 上午9点
        match = _HOUR.match(text, at)
    if match is None or inside_number(text, at, floor):
        return None
    hour, minute = int(match["h"] or match["h2"]), int(match["i"] or match["i2"] or (30 if match["half"] else 0))
    before = text[max(0, at - 8) : at]
    hour += 12 if hour < 12 and _AFTERNOON.search(before) else 0
    if match["h"] and ((hour == 24 and minute) or "比" in before or not _looks_like_a_clock(text, match, before)):
        return None
    normal = f"T{hour:02d}:{minute:02d}{match['s'] or ''}".replace("∶", ":")
    return Mention(text=text[at : match.end()], start=at, end=match.end(), kind=MentionKind.DATE, normal=normal)


def _looks_like_a_clock(text: str, match: re.Match[str], before: str) -> bool:
    """1:15 is a ratio unless the minutes, a cue word or a second time beside it say otherwise."""
    if match["s"]:  # 12:38:50 of three sectors is a ratio
        return int(match["h"]) + int(match["i"]) + int(match["s"][1:]) != 100 and len(match["h"]) == 2
    if match["i"] in {"00", "30", "45"} or match["h"].startswith("0"):
        return True
    return bool(re.search(r"[时午晚早晨间点日天班]|\d[:∶]\d\d", before)) or bool(_CLOCK_BESIDE.match(text, match.end()))
