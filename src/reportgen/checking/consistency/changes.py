"""Changes told in words (增减): from one number to another, and by how much, against the two numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, permutations

from reportgen.checking.consistency.arithmetic import HUNDRED, claims_in, number_written, places_of
from reportgen.checking.consistency.paper import Detector, Paper, Passage, found, sentences
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.mention import Mention
from reportgen.quantities.quantity import plain_number, round_half_up

_CHANGE = re.compile(r"(?:由|从)[^，。；]{0,12}$")


def changes_in_words(paper: Paper) -> Iterator[Finding]:
    """CHANGE_IN_TEXT: 由46%降到38%，下降9个百分点; also a fall that is a rise."""
    for passage in paper.passages:
        if passage.cell and len(passage.text) < 12:
            continue
        claims = claims_in(passage.text)
        for at, (one, other) in enumerate(pairwise(claims)):
            if one.unit.dimension != other.unit.dimension or one.value is None or other.value is None:
                continue
            if not _CHANGE.search(passage.text[: one.start]):
                continue
            verb = re.fullmatch(
                r"(?P<verb>增加|提高|上升|增长|提升|下降|降低|减少|降|升|压减|缩短)(?:到|至|为)",
                passage.text[one.end : other.start],
            )
            if verb is None:
                continue
            up = re.match(r"增|提|上|升", verb["verb"]) is not None
            if (other.value > one.value) != up and other.value != one.value:
                yield found(
                    "CHANGE_IN_TEXT",
                    Severity.ERROR,
                    f"“{passage.text[one.start : other.end]}”方向与“{verb['verb']}”相反",
                    "改正数值或文字",
                    passage.place(one.start, other.end),
                )
                continue
            third = claims[at + 2] if at + 2 < len(claims) else None
            if third is not None and re.fullmatch(
                r"[，,、（(](?:增加|提高|上升|增长|提升|下降|降低|减少|降幅|增幅|压减|缩短)(?:了|为|达)?",
                passage.text[other.end : third.start],
            ):
                yield from _change(passage, one, other, third)


def _change(passage: Passage, one: Mention, other: Mention, third: Mention) -> Iterator[Finding]:
    assert one.value is not None and other.value is not None
    if third.quantity is None or third.approximate:
        return
    gap = abs(other.value - one.value)
    if (third.unit.dimension == one.unit.dimension and third.unit.dimension != "share") or (
        third.unit.dimension == "percentage point" and one.unit.dimension == "share"
    ):
        right, stated = gap, third.value or Decimal(0)
    elif third.unit.dimension == "share" and one.unit.dimension != "share" and one.value:
        stated = number_written(third)
        right = round_half_up(gap / one.value * HUNDRED, places_of(stated))
    else:
        return
    if right != stated:
        yield found(
            "CHANGE_IN_TEXT",
            Severity.ERROR,
            f"“{passage.text[one.start : third.end]}”：按两个数计算应为{plain_number(right)}{third.unit.symbol}",
            "改正变动数，或核对两个数",
            passage.place(one.start, third.end),
        )


_DIFFERENCE = re.compile(
    r"[，,、；（(]?(?:比|较|与)(?:年初|全年)?(?P<base>预算|上年|去年|目标|计划|同期|年初)[\u4e00-\u9fff]{0,6}?(?P<verb>减少|增加|节约|下降|增长|"
    r"压减|压缩|提高|降低|少|多|节省)(?:支出|了)?$"
)
_BY_SHARE = re.compile(
    r"[，,、（(]?(?:同比|比上年)?(?:下降|增长|降幅|增幅|降低|提高|压减|减少|增加)(?:了|为|达到|达)?$"
)
_MOST_OFF = Decimal("0.5")  # of a difference: what is farther off was hardly taken of these two numbers


def differences_in_words(paper: Paper) -> Iterator[Finding]:
    """CHANGE_IN_TEXT: 预算36万元，支出30.6万元，比预算减少6.4万元，下降17% — by no two of the numbers before."""
    for passage in paper.paragraphs:
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            claims = claims_in(sentence)
            for at, third in enumerate(claims):
                told = _DIFFERENCE.search(sentence[: third.start])
                if told and not third.approximate and third.quantity is not None:
                    if not _tells(sentence, told.start(), told["base"]):
                        continue
                    before = [m for m in claims[:at] if m.unit.dimension == third.unit.dimension]
                    yield from _difference(passage, start, before, third)
                    share = claims[at + 1] if at + 1 < len(claims) else None
                    if share is not None and _BY_SHARE.fullmatch(sentence[third.end : share.start]):
                        yield from _share_of_change(passage, start, before, third, share)


def _tells(sentence: str, end: int, base: str) -> bool:
    """Whether the sentence itself states, before *end*, the number to compare with: 预算36万元 before 比预算."""
    return re.search(rf"{base}[^，。；\d]{{0,8}}\d", sentence[:end]) is not None


def _difference(passage: Passage, start: int, before: Sequence[Mention], third: Mention) -> Iterator[Finding]:
    values = [m.value for m in before[-3:] if m.value is not None and not m.approximate]
    if len(values) < 2 or third.value is None or third.unit.dimension in {"share", "score"}:
        return
    gaps = [abs(one - other) for one, other in pairwise(values)] + [abs(values[0] - values[-1])]
    if third.value in gaps or any(third.quantity and _same_written(third, gap) for gap in gaps):
        return
    gap = abs(values[-1] - values[-2])
    if not gap or abs(gap - third.value) > gap * _MOST_OFF:
        return
    yield found(
        "CHANGE_IN_TEXT",
        Severity.ERROR,
        f"写相差{third.text}，按前面的{before[-2].text}和{before[-1].text}计算应为{_as_written(third, gap)}",
        "改正差额，或核对两个数",
        passage.place(start + third.start, start + third.end),
        passage.place(start + before[-2].start, start + before[-1].end),
    )


def _same_written(mention: Mention, exact: Decimal) -> bool:
    """Whether *mention* is *exact* within one unit of its last digit: its operands are rounded like itself."""
    scale, places = _scale(mention)
    return mention.value is not None and abs(mention.value - exact) <= scale.scaleb(-places)


def _scale(mention: Mention) -> tuple[Decimal, int]:
    """What one of the written number stands for (10000 for 3.21万件), and its decimals."""
    digits = re.search(r"\d[\d,]*(?:\.(?P<fraction>\d+))?", mention.text)
    written = Decimal(digits.group().replace(",", "")) if digits is not None else Decimal(0)
    scale = mention.value / written if written and mention.value else Decimal(1)
    return scale, len(digits["fraction"] or "") if digits is not None else 0


def _as_written(mention: Mention, exact: Decimal) -> str:
    """*exact* in the words of *mention*: 3.21万件 for 32100."""
    scale, places = _scale(mention)
    words = re.sub(r"^[^\d]*[\d,.]+", "", mention.text)
    return f"{plain_number(round_half_up(exact / scale, places))}{words}"


def _share_of_change(
    passage: Passage, start: int, before: Sequence[Mention], change: Mention, share: Mention
) -> Iterator[Finding]:
    bases = [m.value for m in before[-3:] if m.value]
    if share.unit.symbol != "%" or share.approximate or change.value is None or len(bases) < 2:
        return
    said = number_written(share)
    rates = [round_half_up(change.value / base * HUNDRED, places_of(said)) for base in bases]
    rates += [round_half_up(abs(a - b) / a * HUNDRED, places_of(said)) for a, b in permutations(bases, 2)]
    right = rates[0]
    if said in rates or abs(said - right) > right * _MOST_OFF:
        return
    yield found(
        "CHANGE_IN_TEXT",
        Severity.ERROR,
        f"写变动{share.text}，按{change.text}和前面的数计算应为{plain_number(right)}%",
        "改正变动率，或核对前面的数",
        passage.place(start + share.start, start + share.end),
        passage.place(start + change.start, start + change.end),
    )


_THAN = re.compile(r"(?:比|较|与|同|和)(?:上年|去年|上一年|同期|上年同期|目标|计划|20\d\d年)(?:的|数|实际|支出|同期)*$")
_UP = re.compile(r"(?:相比|比较)?[，,]?(?:增加|增长|多|提高|上升|净增|增支)了?")
_DOWN = re.compile(r"(?:相比|比较)?[，,]?(?:减少|少|下降|降低|减支|压减|节约|下降了)了?")


_GOES_ON = re.compile(r"。?\s*(?:也|又|还)?(?:比|较|同比|与|同)")


def changes_from_last_year(paper: Paper) -> Iterator[Finding]:
    """CHANGE_IN_TEXT: 接待96.4万人次，比上年88.6万人次增加8.7万人次，增长9.80%; 14.82万元，比上年16.05万元增加."""
    for passage in paper.paragraphs:
        claims = claims_in(passage.text)
        for at, (then, change) in enumerate(pairwise(claims)):
            text = passage.text
            between = text[then.end : change.start]
            up, down = _UP.fullmatch(between), _DOWN.fullmatch(between)
            if not _THAN.search(text[: then.start]) or not (up or down):
                continue
            sentence = text[max(text.rfind("。", 0, then.start), 0) : then.start]
            if "分别" in sentence and not re.search("；|;", sentence.partition("分别")[0]):
                continue  # several changes at once: which number each is of, the words do not say
            now = [m for m in claims[:at] if m.unit.dimension == then.unit.dimension and m.value is not None]
            if change.unit.dimension != then.unit.dimension or not now or then.value is None or change.approximate:
                continue
            if change.unit.symbol == "%" and any(_grew_by(change, then.value, m.value or Decimal(0)) for m in now):
                continue  # 0.30%，比上年的0.40%下降25%: told as a share of the first
            if not any(_same_written(change, abs((m.value or 0) - then.value)) for m in now):
                if now[-1].start <= text.rfind("。", 0, then.start) and not _GOES_ON.match(sentence):
                    continue  # ……140万元。全年支出比上年的3298万元增加155.2万元: of what this sentence does not tell
                gap = abs((now[-1].value or Decimal(0)) - then.value)
                yield _changed(passage, now[-1], then, change, _as_written(change, gap))
                continue
            wanted = 1 if up else -1
            if not any(_same_written(change, wanted * ((m.value or 0) - then.value)) for m in now):
                yield _turned(passage, now[-1], then, change, between)
                continue
            yield from _share_of_last_year(passage, then, change, claims[at + 2 : at + 3])


def _grew_by(share: Mention, then: Decimal, now: Decimal) -> bool:
    """Whether *share* is by how much *now* differs from *then*, as a share of *then*."""
    said = number_written(share)
    return then != 0 and round_half_up(abs(now - then) / then * HUNDRED, places_of(said)) == said


def _share_of_last_year(
    passage: Passage, then: Mention, change: Mention, after: Sequence[Mention]
) -> Iterator[Finding]:
    for share in after:
        if share.unit.symbol != "%" or not then.value or change.value is None or share.approximate:
            continue
        right = round_half_up(change.value / then.value * HUNDRED, places_of(number_written(share)))
        scale, places = _scale(change)
        rounding = scale.scaleb(-places) / then.value * HUNDRED
        exact = abs(number_written(share) - right) <= rounding
        if _BY_SHARE.fullmatch(passage.text[change.end : share.start]) and not exact:
            yield _changed(passage, then, change, share, f"{plain_number(right)}%")


def _turned(passage: Passage, now: Mention, then: Mention, change: Mention, verb: str) -> Finding:
    return found(
        "CHANGE_IN_TEXT",
        Severity.ERROR,
        f"“{passage.text[then.start : change.end]}”：本年{now.text}、上年{then.text}，方向与“{verb}”相反",
        "改正数值或文字",
        passage.place(then.start, change.end),
        passage.place(now.start, now.end),
    )


def _changed(passage: Passage, first: Mention, other: Mention, told: Mention, right: str) -> Finding:
    return found(
        "CHANGE_IN_TEXT",
        Severity.ERROR,
        f"“{passage.text[first.start : told.end]}”：按前面的数计算应为{right}",
        "改正变动数，或核对前面的数",
        passage.place(told.start, told.end),
        passage.place(first.start, other.end),
    )


_NEW = re.compile(r"(?:新建|新增|净增|增加|新设|新开|建成)[\u4e00-\u9fff]{0,12}$")


def newly_added(paper: Paper) -> Iterator[Finding]:
    """CHANGE_IN_TEXT: 新建自动气象站24个，由156个增加到190个 — which is 34 more."""
    for passage in paper.paragraphs:
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            claims = claims_in(sentence)
            for at, (new, one, other) in enumerate(zip(claims, claims[1:], claims[2:], strict=False)):
                alike = len({m.unit.symbol for m in (new, one, other)}) == 1 and not new.approximate
                if not alike or not _NEW.search(sentence[: new.start]) or not _CHANGE.search(sentence[: one.start]):
                    continue
                if not re.fullmatch(r"(?:增加|提高|上升|增长|增)(?:到|至|为)", sentence[one.end : other.start]):
                    continue
                gap = (other.value or Decimal(0)) - (one.value or Decimal(0))
                if new.value != gap and not any(m.value == gap for m in claims[:at] + claims[at + 3 :]):
                    yield _changed(
                        Passage(sentence, passage.origin, passage.start + start), new, other, one, _as_written(new, gap)
                    )


DETECTORS: tuple[Detector, ...] = (changes_in_words, differences_in_words, changes_from_last_year, newly_added)
