"""Parts beside their whole (合计与其中): 其中, 包括 and 分别 with parts that do not make the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from reportgen.checking.consistency.figures import Figure, decimals, figures_of, is_slip, is_turned
from reportgen.checking.consistency.paper import Detector, Paper, Passage, found
from reportgen.checking.consistency.wholes import whole_spent
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.quantity import format_number

_BEGINS = re.compile(
    r"其中(?:有|含)?[：:，,]?|包括[：:]?|包含[：:]?|分别(?:为|是|有)[：:]?|(?P<of>[\u4e00-\u9fff]{2,10}?)中"
    r"(?:[，,：:]|(?=[\u4e00-\u9fff“”]{1,8}\d))|"
    r"(?P<split>(?:按|分)[^，,。；;：:\d]{1,10}?(?:看|分|划分|来看|统计|区分)[，,：:]|(?:资金|经费|收入)来源(?:为|是|于)?[：:，,]?)"
)
_NESTED = re.compile(r"其中|包括|包含|分别")
_ENDS = re.compile(r"[。！？\n]")
_OTHER_WORDS = re.compile(
    r"比|同比|上年|去年|较|增|减|降|升|平均|人均|户均|均|每|执行率|完成率|执行(?!数)|完成(?!整改)|目标|合计|总|累计|达到|超|以上|率|结余|分值|"
    r"支出(?=[，,；]|\d)(?<![本目]支出)"
)
_OPEN = re.compile(r"等(?!级)|主要|部分|重点|如[：:]|特别|尤其|仅")
_SKIPPED = re.compile(r"[，,（(]?\s*(?:约|分别)?(?:占|比重|占比)[^，。；\d]{0,8}$")
_OVERLAPPING = frozenset({"person-time", "occasion"})  # one person may be counted in two parts
_NEVER = frozenset({"share", "month", "day", "year", "score", ""})
_MOST_OVER = Decimal("1.5")
_AND_OTHERS = re.compile(r"[，,；;。、]?(?:另|其余|还有|此外|其他)")
_SPLIT_OFF = Decimal("0.1")  # of the whole: what is farther off is hardly the whole that 按…分 speaks of
_MOSTLY = Decimal("0.85")
_LEAST_UNDER = Decimal("0.9")
_WAN = Decimal(10000)


def parts_in_words(paper: Paper) -> Iterator[Finding]:
    """PARTS_IN_TEXT: 暴雨预警86期，其中红色3期、橙色17期、黄色26期、蓝色38期 — parts that miss their whole.

    More than the whole is always wrong. Less is wrong where the list is closed and nearly makes the whole, or where
    one mistyped digit explains the gap.
    """
    spent = whole_spent(paper)
    for passage in paper.passages:
        if passage.cell and len(passage.text) < 12:
            continue
        figures = figures_of(passage.text)
        for begin in _BEGINS.finditer(passage.text):
            parts = _listed(passage.text, figures, begin)
            wholes = _wholes(passage.text, figures, begin, parts)
            if begin["of"] == "支出" and not wholes and spent is not None:
                yield from _told_above(passage, spent, parts)
            if wholes and len(parts) >= 2:
                told = [spent] if begin["split"] and spent is not None and spent.kind == parts[0].kind else []
                yield from _judged(passage, [*told, *wholes], parts, split=begin["split"] is not None)


def _listed(text: str, figures: Sequence[Figure], begin: re.Match[str]) -> list[Figure]:
    """The numbers of one kind that are listed behind *begin*, without what belongs to one of them alone.

    A list goes on past ； where 其中 opens its sentence; one that is parted by 、 ends at the next comma.
    """
    parts: list[Figure] = []
    last, nested = begin.end(), False
    across = bool(begin["of"] or begin["split"])
    across = across or not text[_sentence_start(text, begin.start()) : begin.start()].strip()
    echo = _ending(figures, begin.start())
    for figure in figures:
        if figure.start < begin.end():
            continue
        gap = text[last : figure.start]
        if _ENDS.search(gap) or figure.start - last > 40 or (not across and re.search("[；;]", gap)):
            break
        last = figure.end
        if parts and _NESTED.search(gap) and not re.match("[；;]", gap):
            nested = True  # of the part before, until the next ；
        if nested and not re.search("[；;]", gap):
            continue
        nested = False
        if parts and figure.kind != parts[0].kind:
            if figure.is_share and _SKIPPED.search(gap):
                continue
            if re.search("[；;，]", gap):
                break
            continue
        between = text[parts[-1].end : figure.start] if parts else ""
        if parts and not re.match(r"[、，,；;和及）()（与]", between):
            break
        ended = "[，,；;]" if begin["split"] else "[，,]"
        if len(parts) >= 2 and re.match(ended, between) and re.match("、", text[parts[-2].end :]):
            break
        lead = figure.lead.strip().removesuffix(echo)
        if _OTHER_WORDS.search(lead) and not (not parts and re.search("支出$", lead)):
            break
        if re.search(r"[（(]", figure.lead) and parts:
            continue
        parts.append(figure)
    return parts


_ECHOED = re.compile(r"(?:结余|结转|剩余|完成|执行|得分)$")


def _ending(figures: Sequence[Figure], at: int) -> str:
    """The word that the number before *at* ends in and its parts may repeat: 年末结余32.60万元，其中基本支出结余…."""
    before = [figure for figure in figures if figure.end <= at]
    told = _ECHOED.search(before[-1].lead.strip()) if before else None
    return told.group() if told is not None else ""


def _sentence_start(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) for mark in "。；;\n") + 1


def _wholes(text: str, figures: Sequence[Figure], begin: re.Match[str], parts: Sequence[Figure]) -> list[Figure]:
    """The numbers that the parts may make: those before in the sentence, or in the one before it; nearest last."""
    if not parts or parts[0].kind in _NEVER:
        return []
    alike = [figure for figure in figures if figure.end <= begin.start() and figure.kind == parts[0].kind]
    if begin["of"]:
        named = [figure for figure in alike if re.search(rf"{begin['of']}(?:预算|经费)?(?:为|共|共计)?$", figure.lead)]
        return named[-1:]
    if begin["split"]:
        return alike
    sentence = _sentence_start(text, begin.start())
    here = [figure for figure in alike if figure.start >= sentence]
    if here or text[sentence : begin.start()].strip():
        return here
    before = max(text.rfind(mark, 0, max(sentence - 1, 0)) for mark in "。\n")
    return [figure for figure in alike if figure.start > before]


def _judged(
    passage: Passage, wholes: Sequence[Figure], parts: Sequence[Figure], *, split: bool = False
) -> Iterator[Finding]:
    if any(whole.value == parts[0].value for whole in wholes):
        return  # the whole told again
    sums = list(accumulate(part.value for part in parts))
    blur = sum(part.blur for part in parts)
    if any(abs(whole.value - total) <= blur + whole.blur for whole in wholes for total in sums[1:]):
        return
    whole, total = wholes[-1], sums[-1]
    beside = parts[0].start - whole.end <= 30
    mistyped = beside and _is_mistyped(total, whole, parts) and not _opens(passage, whole, parts)
    if not mistyped and (split or not beside or whole.value < max(part.value for part in parts)):
        whole = min(wholes, key=lambda each: abs(each.value - total))
    if not whole.value or (max(part.value for part in parts) > whole.value * _MOST_OVER and not mistyped):
        return
    if split:
        near = abs(total - whole.value) <= whole.value * _SPLIT_OFF
        closed = not _AND_OTHERS.match(passage.text, parts[-1].end)
        wrong = near and closed and (len(parts) >= 3 or _slipped(total, whole, parts))
    elif total > whole.value:
        wrong = total <= whole.value * _MOST_OVER and whole.kind not in _OVERLAPPING
    else:
        closed = not _opens(passage, whole, parts)
        wrong = closed and (_nearly(total, whole, parts) or _slipped(total, whole, parts))
    if not mistyped and (not wrong or (whole.kind == "person" and _of_staff(passage.text, whole, parts))):
        return
    yield found(
        "PARTS_IN_TEXT",
        Severity.ERROR,
        f"写{whole.text}，其中{'＋'.join(part.text for part in parts)}，相加为{_shown(total, whole, parts)}，"
        f"相差{_shown(abs(total - whole.value), whole, parts)}",
        "核对合计和分项，改正其中一处",
        passage.place(whole.start, parts[-1].end),
    )


def _shown(value: Decimal, whole: Figure, parts: Sequence[Figure]) -> str:
    """*value* in the unit and with the digits of *whole*, in 元 or plainly where its parts are written more exactly."""
    if all(decimals(part.written) <= decimals(whole.written) and part.scale >= whole.scale for part in parts):
        return whole.as_written(value)
    return f"{format_number(value)}{whole.mention.unit.symbol if whole.kind != 'money' else '元'}"


_STAFF = re.compile("编制|在职|实有|在编|职工|人员")
_BESIDE_STAFF = re.compile("空编|空缺|缺编|超编|退休|离休|编外|聘用|临聘|劳务|借调|遗属|兼职|另")


def _of_staff(text: str, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts are of a staff told with vacancies or others beside it, which the rules for staff judge."""
    close = text.find("。", parts[-1].end)
    start = _sentence_start(text, whole.start)
    if "。" in text[whole.end : parts[0].start]:
        start = _sentence_start(text, parts[0].start)
    around = text[start : close if close >= 0 else len(text)]
    over = sum(part.value for part in parts) > whole.value  # which the rules for staff tell
    return _STAFF.search(around) is not None and (over or _BESIDE_STAFF.search(around) is not None)


def _nearly(total: Decimal, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether a list of three or more parts is too near its whole to have left one out on purpose."""
    least = _LEAST_UNDER if len(parts) >= 3 else Decimal("0.98")
    return total >= whole.value * least


def _slipped(total: Decimal, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether one mistyped digit in the whole or in a part makes the sum come out."""
    near = total >= whole.value * _MOSTLY and _turned(total, whole, parts)
    return near or any(is_slip(*pair) for pair in _meant(total, whole, parts))


def _turned(total: Decimal, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether two digits turned in the whole or in a part make the sum come out, however far off it is."""
    return any(is_turned(*pair) for pair in _meant(total, whole, parts))


def _is_mistyped(total: Decimal, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the sum comes out, however far off it is, with two digits turned or with the 万 that one part lost."""
    if len(parts) >= 3 and _turned(total, whole, parts):
        return True
    return any(
        total - part.value + part.value * _WAN == whole.value for part in parts if whole.scale == _WAN > part.scale
    )


def _meant(total: Decimal, whole: Figure, parts: Sequence[Figure]) -> list[tuple[Decimal, Decimal]]:
    """Each number as written, with what it would have to be for the sum to come out."""
    return [
        (whole.written, total / whole.scale),
        *((part.written, (whole.value - total + part.value) / part.scale) for part in parts),
    ]


def _opens(passage: Passage, whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the words say that the list is not the whole of it (等, 主要, 部分)."""
    return _OPEN.search(passage.text[whole.end : parts[-1].end + 6]) is not None


def _told_above(passage: Passage, spent: Figure, parts: Sequence[Figure]) -> Iterator[Finding]:
    """支出中，人员经费…，公用经费…，项目经费…: the parts of the expenditure that another paragraph tells."""
    total = sum((part.value for part in parts), Decimal(0))
    if len(parts) < 2 or spent.kind != parts[0].kind or not Decimal("0.8") <= total / (spent.value or 1) <= _MOST_OVER:
        return
    if abs(total - spent.value) <= sum(part.blur for part in parts) + spent.blur:
        return
    yield found(
        "PARTS_IN_TEXT",
        Severity.ERROR,
        f"{'＋'.join(part.text for part in parts)}＝{format_number(total)}元，全年支出写{spent.text}",
        "核对合计和分项，改正其中一处",
        passage.place(parts[0].start, parts[-1].end),
    )


_SUMMED = re.compile(r"^(?:以上|两项|三项|四项|合计|总计|编外人员|人员)*(?:共|共计|合计|总计|总共)(?:为|有)?$")

_SUMMED_UP = re.compile(r"^(?:全年|年度|资金|经费|预算|支出|收入|投入|人员|总)+(?:共计?|合计|总计|总共)(?:为|达)?$")


def totals_behind_parts(paper: Paper) -> Iterator[Finding]:
    """PARTS_IN_TEXT: 未成年人8,900人次、成年人3,580人次，共12,840人次 — which are 12,480."""
    for passage in paper.paragraphs:
        figures = figures_of(passage.text)
        for at, total in enumerate(figures):
            summed = _SUMMED.search(total.lead.strip()) is not None
            if not (summed or _SUMMED_UP.search(total.lead.strip())) or total.kind in _NEVER or at < 2:
                continue
            parts = [figures[at - 1]]
            for earlier in reversed(figures[: at - 1]):
                between = passage.text[earlier.end : parts[0].start]
                if (
                    not _adds_up_to(earlier, total)
                    or not re.match("[、和及]", between)
                    or re.search("[。；;，,]", between)
                ):
                    break
                parts.insert(0, earlier)
            gap = passage.text[parts[-1].end : total.start]
            if len(parts) < 2 or not _adds_up_to(parts[-1], total) or not re.match("[，,]", gap) or len(gap) > 12:
                continue
            made = sum((part.value for part in parts), Decimal(0))
            blur = sum(part.blur for part in parts) + total.blur
            near = summed or abs(made - total.value) <= total.value * _SPLIT_OFF
            if abs(made - total.value) > blur and total.value < made * _MOST_OVER and near:
                yield found(
                    "PARTS_IN_TEXT",
                    Severity.ERROR,
                    f"{'＋'.join(part.text for part in parts)}＝{total.as_written(made)}，写共{total.text}",
                    "核对合计和分项，改正其中一处",
                    passage.place(parts[0].start, total.end),
                )


def _adds_up_to(part: Figure, total: Figure) -> bool:
    """Whether *part* may be added into *total*: of its kind, or 1套 into 6台（套）."""
    return part.kind == total.kind or part.mention.unit.symbol in re.findall(r"[\u4e00-\u9fff]", total.text)


DETECTORS: tuple[Detector, ...] = (parts_in_words, totals_behind_parts)
