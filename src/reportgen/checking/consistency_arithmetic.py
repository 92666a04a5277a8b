"""Arithmetic in words (文中计算): rates beside their two numbers, parts beside their whole, impossible shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen.checking.consistency_paper import Detector, Paper, Passage, found, sentences
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import format_number, plain_number, round_half_up

HUNDRED = Decimal(100)
_RATE_WORDS = re.compile(
    r"(?:率|满意度|占比|比例|占|占全部|占总数|占总额|完成|完成了|完成目标的|完成目标|完成计划的|完成任务的|完成年度目标的)(?:的|为|达到|达|是|约|分别)?$"
)
_OTHER_SCOPE = re.compile(
    r"上年|去年|同比|比\d{4}|目标|计划|低于|高于|超过|不低于|提高|下降|增长|以上|任务|累计|分别|近三年|平均"
)


def places_of(value: Decimal) -> int:
    """The number of decimals with which *value* is written."""
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def claims_in(text: str) -> list[Mention]:
    """The numbers of *text* that state something and have a value, in order."""
    return [m for m in scan(text).claims if m.value is not None]


def number_written(mention: Mention) -> Decimal:
    """The number of *mention* as it is written, in its own unit."""
    assert mention.quantity is not None
    return mention.quantity.value


def rates_in_words(paper: Paper) -> Iterator[Finding]:
    """RATE_IN_TEXT: 预算585.40万元，支出563.99万元，执行率97.34% — a rate that its two neighbours do not give."""
    for passage in paper.paragraphs:
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            claims = claims_in(sentence)
            for at, mention in enumerate(claims):
                if mention.kind is MentionKind.PERCENT and mention.unit.symbol == "%" and mention.quantity is not None:
                    yield from _execution(passage, start, sentence, claims[:at], mention)
                    yield from _rate(passage, start, sentence, claims[:at], mention)


def _rate(passage: Passage, start: int, sentence: str, before: Sequence[Mention], rate: Mention) -> Iterator[Finding]:
    lead = sentence[: rate.phrase_start]
    if not _RATE_WORDS.search(lead) or rate.approximate or rate.comparator is not None:
        return
    near = [m for m in before if m.unit.dimension not in {"share", ""} and rate.start - m.end <= 80]
    if len(near) < 2:
        return
    one, other = near[-2:]
    between = sentence[one.start : rate.start]
    if one.unit.dimension != other.unit.dimension or one.unit.dimension in {
        "month",
        "day",
        "score",
        "percentage point",
    }:
        return
    if one.approximate or other.approximate or rate.start - other.end > 16 or other.start - one.end > 20:
        return
    if _OTHER_SCOPE.search(sentence[max(one.start - 6, 0) : rate.start]) and "完成目标" not in between:
        return
    if re.search(r"执行率(?:为|达到|达|是)?$", lead) and _OTHER_BUDGET.search(sentence[one.end : other.start]):
        return  # two budgets, of which the rate is no share
    assert one.value is not None and other.value is not None and rate.value is not None
    low, high = sorted((one.value, other.value))
    if high == 0 or low < 0:
        return
    written = number_written(rate)
    exact = low / high * HUNDRED
    if rate.value > HUNDRED and low > 0:
        exact = high / low * HUNDRED
    places = places_of(written)
    if _comes_from_others(passage.text[: start + rate.start], one.unit.dimension, written, places):
        return
    remainder = round_half_up(HUNDRED - exact, places)
    if written == remainder or abs(written - exact) > 12:
        return
    right = round_half_up(exact, places)
    cut = abs(written - exact) < Decimal(1).scaleb(-places)
    yield found(
        "RATE_ROUNDING" if cut else "RATE_IN_TEXT",
        Severity.WARNING if cut else Severity.ERROR,
        f"文中写{rate.text}，按前面的{one.text}和{other.text}计算应为{plain_number(right)}%"
        + ("（应四舍五入，不应截断）" if cut else ""),
        f"改为{right}%，或核对前面两个数",
        passage.place(start + rate.start, start + rate.end),
        passage.place(start + one.start, start + other.end),
    )


def _execution(
    passage: Passage, start: int, sentence: str, before: Sequence[Mention], rate: Mention
) -> Iterator[Finding]:
    """An 执行率 whose sentence holds the amount spent alone: the budget is the largest amount told before."""
    amounts = [m for m in before if m.unit.dimension == "money"]
    lead = sentence[: rate.phrase_start]
    if not re.search(r"执行率(?:为|达到|达)?$", lead) or len(amounts) != 1 or rate.approximate:
        return
    text = passage.text[:start]
    told = [
        m for m in claims_in(text) if m.unit.dimension == "money" and m.value and _BUDGET_WORD.search(text[: m.start])
    ]
    if not told or _OTHER_SCOPE.search(lead) or rate.start - amounts[0].end > 16:
        return
    whole = max(told, key=lambda m: m.value or Decimal(0))
    spent, written = amounts[0].value, number_written(rate)
    assert spent is not None and whole.value is not None
    exact = spent / whole.value * HUNDRED
    places = places_of(written)
    if _comes_from_others(passage.text[: start + rate.start], "money", written, places) or abs(written - exact) > 8:
        return
    yield found(
        "RATE_IN_TEXT",
        Severity.ERROR,
        f"文中写执行率{rate.text}，按前面的{amounts[0].text}和{whole.text}计算应为{round_half_up(exact, places)}%",
        "改正执行率，或核对两个金额",
        passage.place(start + rate.start, start + rate.end),
        passage.place(start + amounts[0].start, start + amounts[0].end),
    )


_BUDGET_WORD = re.compile(r"(?:预算|批复|安排|收入|下达)[^，。；]{0,6}$")
_OTHER_BUDGET = re.compile(r"(?:调整|调减|调增|预算|追加)(?:后|数|为|到|至|额|的|[\u4e00-\u9fff]){0,4}$")


def _comes_from_others(before: str, dimension: str, written: Decimal, places: int) -> bool:
    """Whether two numbers of the text before, or one and the sum of two neighbours, make the rate as written."""
    values = [m.value for m in claims_in(before) if m.unit.dimension == dimension and m.value]
    values += [one + other for one, other in pairwise(values)]
    return any(round_half_up(m / n * HUNDRED, places) == written for m in values for n in values)


_PARTS_BEGIN = re.compile(r"其中[：:，,]?|包括[：:]?|分别(?:为|是)[：:]?")
_OPEN_LIST = re.compile(r"等(?!级)|主要|部分")


def parts_in_words(paper: Paper) -> Iterator[Finding]:
    """PARTS_IN_TEXT: parts behind 其中 that exceed the whole, or miss it by a hair as a mistyped digit does."""
    for passage in paper.paragraphs:
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            begin = _PARTS_BEGIN.search(sentence)
            if begin is None:
                continue
            claims = claims_in(sentence)
            heads = [m for m in claims if m.end <= begin.start()]
            if not heads and not sentence[: begin.start()].strip():
                yield from _parts_of_last_sentence(passage, start, sentence, begin.end(), claims)
                yield from _parts_by_name(passage, start, sentence, claims)
            if not heads:
                continue
            whole = heads[-1]
            first = next((m for m in claims if m.start >= begin.end()), None)
            if whole.unit.symbol == "%" and first is not None and first.unit.dimension == "money":
                whole = next(
                    (m for m in reversed(heads) if m.unit.dimension == "money"), whole
                )  # 支出…，执行率97%，其中…
            parts: list[Mention] = []
            for mention in claims:
                if mention.start < begin.end():
                    continue
                if mention.unit.dimension != whole.unit.dimension or re.search(
                    r"[。；]", sentence[begin.end() : mention.start]
                ):
                    break
                gap = sentence[parts[-1].end if parts else begin.end() : mention.start]
                if parts and not re.match(r"[、，和及（）()]", gap):
                    break
                if parts and re.search(r"执行|支出(?!的)|比|完成|上年|增|减|结转|平均|人均|每|[（()）]", gap):
                    break
                parts.append(mention)
            if len(parts) < 2 or whole.unit.dimension in {"share", "month", "day", ""} or whole.approximate:
                continue
            if any(p.approximate for p in parts) or begin.start() - whole.end > (12 if whole is heads[-1] else 24):
                continue
            yield from _parts(passage, start, sentence, whole, parts)


def _parts_of_last_sentence(
    passage: Passage, start: int, sentence: str, begin: int, claims: Sequence[Mention]
) -> Iterator[Finding]:
    """Parts of a sentence that begins with 其中, which together exceed every number of the sentence before."""
    parts: list[Mention] = []
    for mention in claims:
        gap = sentence[parts[-1].end if parts else begin : mention.start]
        if mention.start < begin or mention.approximate or re.search(r"[，；（(]", gap):
            break
        parts.append(mention)
    kinds = {m.unit.dimension for m in parts}
    if len(parts) < 3 or len(kinds) != 1 or kinds & {"share", "person-time", "occasion"}:
        return
    stop = passage.text.rfind("。", 0, max(start - 1, 0))
    told = [m for m in claims_in(passage.text[stop + 1 : start]) if m.unit.dimension in kinds and m.value is not None]
    total = sum((m.value for m in parts if m.value is not None), Decimal(0))
    largest = max(told, key=lambda m: m.value or Decimal(0), default=None)
    if largest is None or largest.value is None or total <= largest.value or total > largest.value * 2:
        return
    yield found(
        "PARTS_IN_TEXT",
        Severity.ERROR,
        f"其中{'＋'.join(m.text for m in parts)}＝{format_number(total)}{parts[0].unit}，超过前面的{largest.text}",
        "核对合计和分项，改正其中一处",
        passage.place(start + parts[0].start, start + parts[-1].end),
        passage.place(stop + 1 + largest.start, stop + 1 + largest.end),
    )


_OF_MONEY = re.compile(r"(?P<kind>支出|预算|收入)(?:为|了)?$")


def _kind_of_money(text: str, mention: Mention) -> str:
    hit = _OF_MONEY.search(text[: mention.start])
    return hit["kind"] if hit is not None else ""


def _parts_by_name(passage: Passage, start: int, sentence: str, parts: Sequence[Mention]) -> Iterator[Finding]:
    """其中基本支出…，项目支出… after 全年支出…: the two kinds make the whole of that name."""
    parts = [m for m in parts if m.unit.dimension == "money" and _OF_MONEY.search(sentence[: m.start])]
    if len(parts) != 2 or not re.search("基本.*项目", sentence[: parts[-1].start]):
        return
    kinds = {_kind_of_money(sentence, m) for m in parts}
    stop = passage.text.rfind("。", 0, max(start - 1, 0))
    before = passage.text[stop + 1 : start]
    wholes = [m for m in claims_in(before) if m.unit.dimension == "money" and _kind_of_money(before, m) in kinds]
    whole = wholes[-1] if wholes else None
    total = sum((m.value for m in parts if m.value is not None), Decimal(0))
    if len(kinds) != 1 or whole is None or whole.value is None or whole.approximate or total == whole.value:
        return
    if abs(total - whole.value) > whole.value * Decimal("0.2"):
        return
    yield found(
        "PARTS_IN_TEXT",
        Severity.ERROR,
        f"{'＋'.join(m.text for m in parts)}＝{format_number(total)}元，前面写{whole.text}",
        "核对合计和分项，改正其中一处",
        passage.place(start + parts[0].start, start + parts[-1].end),
        passage.place(stop + 1 + whole.start, stop + 1 + whole.end),
    )


def _parts(passage: Passage, start: int, sentence: str, whole: Mention, parts: Sequence[Mention]) -> Iterator[Finding]:
    total = sum((m.value for m in parts if m.value is not None), Decimal(0))
    assert whole.value is not None
    if whole.value in (total, 0) or (whole.unit.dimension == "person" and re.search("编制|在职|实有", sentence)):
        return
    rest = sentence[parts[0].start : parts[-1].end + 6]
    gap = abs(total - whole.value) / whole.value
    too_much = total > whole.value and gap < Decimal("0.5") and not re.search(r"次", whole.unit.symbol)
    near_miss = gap < Decimal("0.02") and whole.unit.dimension == "money"
    if (too_much or near_miss) and not (near_miss and not too_much and _OPEN_LIST.search(rest)):
        listing = "＋".join(m.text for m in parts)
        unit = whole.unit.symbol if whole.unit.dimension != "money" else "元"
        yield found(
            "PARTS_IN_TEXT",
            Severity.ERROR,
            f"写{whole.text}，其中{listing}，相加为{format_number(total)}{unit}，"
            f"相差{format_number(abs(total - whole.value))}{unit}",
            "核对合计和分项，改正其中一处",
            passage.place(start + whole.start, start + parts[-1].end),
        )


_TOTAL_SCORE = re.compile(
    r"(?:总分|总得分|综合得分|自评得分|合计得分|自评总分|评价得分|得分合计|综合评分)(?:为|是|共|合计)?$"
)
_PART_SCORE = re.compile(r"[\u4e00-\u9fff”）](?:得|为|得分为|得分)?$")
_WEIGHT_BEFORE = re.compile(r"(?:满分|分值|权重|扣|减|加|制|少|高|低|降|升|均|占|按|上年|去年|共)[^，。；、]{0,4}$")


def score_parts_in_words(paper: Paper) -> Iterator[Finding]:
    """SCORE_PARTS: 总分96.02分，其中履职效能48.39分、管理效率47.63分 — parts that do not make the total."""
    for passage in paper.paragraphs:
        claims = [m for m in claims_in(passage.text) if m.kind is MentionKind.SCORE or m.unit.dimension == "score"]
        for at, total in enumerate(claims):
            if not _TOTAL_SCORE.search(passage.text[: total.start]):
                continue
            parts: list[Mention] = []
            for mention in claims[at + 1 :]:
                gap = passage.text[(parts[-1] if parts else total).end : mention.start]
                if (
                    len(gap) > 40
                    or _WEIGHT_BEFORE.search(gap)
                    or "总分" in gap
                    or "（" in gap
                    or (parts and "。" in gap)
                ):
                    break
                parts.append(mention)
            values = [m.value for m in parts if m.value is not None]
            found_sum = sum(values, Decimal(0))
            if len(values) < 2 or total.value is None or found_sum == total.value or abs(found_sum - total.value) > 3:
                continue
            yield found(
                "SCORE_PARTS",
                Severity.ERROR,
                f"总分写{total.text}，各部分{'＋'.join(m.text for m in parts)}＝{plain_number(found_sum)}分",
                "核对总分和各部分得分，改正其中一处",
                passage.place(total.start, parts[-1].end),
            )
            break


DETECTORS: tuple[Detector, ...] = (
    rates_in_words,
    parts_in_words,
    score_parts_in_words,
)
