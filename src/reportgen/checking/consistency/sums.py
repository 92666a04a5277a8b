"""Sums of any name (合计与分项): what 共 and 合计 tell behind a list, what stands directly behind 其中 and N中."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, combinations

from reportgen.checking.consistency.figures import Figure, clause_before, figures_of, is_turned
from reportgen.checking.consistency.paper import Detector, Paper, Passage, found, prose_of
from reportgen.model.finding import Finding, Severity

_IN_ALL = re.compile(r"^(?:[\u4e00-\u9fff]{0,4})(?:共|合计|总计|共计|总共)(?:[扣得有为]|达到|支出|完成)?$")
_SPLIT = re.compile(r"[。\n]")
_NEVER = frozenset({"share", "percentage point", "month", "year", ""})
_NEAR = Decimal("0.34")
_LEAST = 2
_CUT = re.compile(r"压减|减少|调减|核减|收回|追减|下降|退减")
_OTHER = re.compile(r"比|上年|去年|较|平均|每|均|累计|目标|计划|余下")


_SO_MANY_ITEMS = re.compile("[两二三四五六七八九十]项")  # 甲48万元、乙73万元两项，共121万元


def totals_behind_lists(paper: Paper) -> Iterator[Finding]:
    """PARTS_IN_TEXT: 6个业务大队和4个辖区大队，共11个大队; 扣0.20分…扣0.67分…扣0.07分，共扣0.49分."""
    for passage in prose_of(paper):
        figures = figures_of(passage.text)
        for at, total in enumerate(figures):
            if not _IN_ALL.search(total.lead.strip()) or total.kind in _NEVER or total.is_change:
                continue
            parts = _before(passage.text, figures[:at], total)
            sums = list(accumulate(part.value for part in reversed(parts)))
            if (
                len(parts) < _LEAST
                or any(abs(total.value - made) <= total.blur + _blur(parts) for made in sums[1:])
                or total.value in sums[:1]
            ):
                continue
            made = next((one for one in sums[1:] if _hardly_by_accident(one, total, parts)), None)
            if made is None:
                continue
            used = parts[-(sums.index(made) + 1) :]
            yield found(
                "SCORE_PARTS" if total.kind == "score" else "PARTS_IN_TEXT",
                Severity.ERROR,
                f"{'＋'.join(part.text for part in used)}＝{total.as_written(made)}，"
                f"写“{total.lead.strip()}{total.text}”",
                "核对合计和分项，改正其中一处",
                passage.place(used[0].start, total.end),
            )


def _before(text: str, before: Sequence[Figure], total: Figure) -> list[Figure]:
    """The numbers of one kind that lead up to *total* in its sentence, without any other kind among them."""
    parts: list[Figure] = []
    for one in reversed([one for one in before if not _SO_MANY_ITEMS.fullmatch(one.text)]):
        gap = text[one.end : (parts[0] if parts else total).start]
        if _SPLIT.search(gap) or len(gap) > 24:
            break
        if one.kind != total.kind or _OTHER.search(one.lead) or one.is_change:
            break
        parts.insert(0, one)
    return parts


def _blur(parts: Sequence[Figure]) -> Decimal:
    return sum((part.blur for part in parts), Decimal(0))


def _hardly_by_accident(made: Decimal, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether *made* is the total with digits turned, or all the parts there are come near it."""
    whole = sum((part.value for part in parts), Decimal(0))
    if is_turned(made / total.scale, total.written):
        return True
    return (
        made == whole
        and abs(made - total.value) <= max(made, total.value) * _NEAR
        and max(p.value for p in parts) < total.value
    )


_OF_ITSELF = re.compile(r"抽|支出|执行|满意|合格|完好|完成|收回|整改|办结")  # how the whole fared, not a part of it
_AMONG = re.compile(
    r"^[\u4e00-\u9fff“”]{0,10}?(?:中|里)[，,：:]?|^[\u4e00-\u9fff“”]{0,8}[，,（(；;：:。]?其中(?:有)?[：:，,]?|^[，,](?:主要)?用于"
)


def parts_right_behind(paper: Paper) -> Iterator[Finding]:
    """PARTS_IN_TEXT: 查处的43.26万起违法中，现场查处12.66万起，非现场查处36.00万起; signs where some were cut."""
    for passage in prose_of(paper):
        figures = figures_of(passage.text)
        for at, whole in enumerate(figures[:-_LEAST]):
            begins = _AMONG.match(passage.text[whole.end :])
            if whole.kind in _NEVER or begins is None or (whole.is_change and not re.search("追加|增加", whole.lead)):
                continue
            parts = _behind(passage.text, figures[at + 1 :], whole, whole.end + begins.end())
            if len(parts) >= _LEAST:
                yield from _judged(passage, whole, parts)


def _fares(one: Figure, whole: Figure) -> bool:
    told = _OF_ITSELF.search(one.lead)
    return told is not None and told.group() not in whole.lead


_OF_NAMED = re.compile(r"(?P<of>[\u4e00-\u9fff]{4,10}?)(?:人员|资金|支出)?中[，,：:]")
_STEM = 4


def parts_of_a_named_whole(paper: Paper) -> Iterator[Finding]:
    """PARTS_IN_TEXT: 专业技术岗位16人…。专业技术人员中，高级5人、中级9人、初级3人 — which are 17."""
    for passage in prose_of(paper):
        figures = figures_of(passage.text)
        for begin in _OF_NAMED.finditer(passage.text):
            behind = [one for one in figures if one.start >= begin.end()]
            stem = begin["of"][:_STEM]
            wholes = [one for one in figures if one.end <= begin.start() and stem in one.lead]
            if not wholes or not behind or re.search(r"\d", begin.group()):
                continue
            parts = _behind(passage.text, behind, wholes[-1], begin.end())
            made = sum((part.value for part in parts), Decimal(0))
            alike = [one for one in wholes if parts and one.text[-1] == parts[0].text[-1]]
            if len(parts) < 3 or not alike or any(abs(one.value - made) <= one.blur + _blur(parts) for one in wholes):
                continue
            if abs(alike[-1].value - made) <= alike[-1].value * _SO_NEAR:
                yield _missed(passage, alike[-1], parts, made)


def _missed(passage: Passage, whole: Figure, parts: Sequence[Figure], made: Decimal) -> Finding:
    return found(
        "HEADCOUNT_MISMATCH" if whole.kind == "person" and _STAFF.search(whole.lead) else "PARTS_IN_TEXT",
        Severity.ERROR,
        f"写{whole.text}，{'＋'.join(part.text for part in parts)}＝{whole.as_written(made)}",
        "核对合计和分项，改正其中一处",
        passage.place(whole.start, parts[-1].end),
    )


def _behind(text: str, behind: Sequence[Figure], whole: Figure, start: int) -> list[Figure]:
    parts: list[Figure] = []
    for one in behind:
        gap = text[(parts[-1].end if parts else start) : one.start]
        if (
            _SPLIT.search(gap)
            or len(gap) > 24
            or (parts and not re.match(r"[、，,；;和及与）)]", gap.lstrip("件起人个次")))
        ):
            break
        if "用于" in text[whole.end : start] and re.search("[；;]", gap):
            break
        if len(parts) >= _LEAST and re.match("[；;]", gap) and not re.match("[；;]", text[parts[-2].end :]):
            break
        if one.is_share and re.search("占", gap):
            continue
        if (
            one.kind != whole.kind
            and re.match(r"[\u4e00-\u9fff]{2}", text[one.end :])
            and re.search(r"(?:^|其中|有|[、，,：:])$", one.lead.strip())
        ):
            continue  # 12米车型70辆: the measure of a kind
        if (
            one.kind != whole.kind
            or _OTHER.search(one.lead)
            or _fares(one, whole)
            or re.search(r"共|合计|总", one.lead)
        ):
            break
        parts.append(one)
    return parts


_OPEN = re.compile(r"等(?!级)|主要有|部分|重点|如|另|其余|还有|此外")
_MOST = Decimal("0.9")
_SLIGHT = Decimal("0.15")
_STAFF = re.compile(r"编制|在职|实有|在编|职工|在岗|岗位")


def _judged(passage: Passage, whole: Figure, parts: Sequence[Figure]) -> Iterator[Finding]:
    values = [-part.value if _CUT.search(part.lead) else part.value for part in parts]
    made, blur = sum(values, Decimal(0)), sum((part.blur for part in parts), Decimal(0)) + whole.blur
    for number, total in enumerate(accumulate(values), start=1):
        goes_on = number < len(parts) and passage.text[parts[number - 1].end : parts[number].start].lstrip().startswith(
            "、"
        )
        if number > 1 and abs(total - whole.value) <= blur and not goes_on:
            return
    over = made > whole.value and made <= whole.value * (1 + _NEAR) and max(part.value for part in parts) < whole.value
    meant = [(whole.written, made / whole.scale)]
    meant += [(part.written, (whole.value - made + part.value) / part.scale) for part in parts]
    slipped = any(is_turned(*pair) for pair in meant) and abs(made - whole.value) <= whole.value * _SLIGHT
    signed = any(value < 0 for value in values) and abs(made - whole.value) <= whole.value * _NEAR
    more = re.match(r"[、，,；;][^。\n]*\d", passage.text[parts[-1].end :])
    closed = len(parts) >= 3 and more is None and not _OPEN.search(passage.text[whole.end : parts[-1].end + 6])
    summed_up = re.match(r"[，,](?:已|均|都|全部|全)", passage.text[parts[-1].end :])
    all_told = (
        summed_up is not None and re.match(r"[\u4e00-\u9fff]{0,10}中[，,]", passage.text[whole.end :]) is not None
    )
    nearly = (closed and whole.value * _MOST <= made < whole.value) or (
        all_told and whole.value * (1 - _SO_NEAR) <= made < whole.value
    )
    if not (over or slipped or signed or nearly) or (whole.kind == "person-time" and not slipped):
        return
    yield _missed(passage, whole, parts, made)


_SO_MANY = re.compile(
    r"(?P<n>[两三四])(?:类|种|部分|者|批|块|处|方面|项|个|家|支|次)?[\u4e00-\u9fff]{0,6}(?:共|合计|总计|共计)(?:为|有|支出|收入)?$"
)
_NUMBER_OF = {"两": 2, "三": 3, "四": 4}


def totals_of_so_many(paper: Paper) -> Iterator[Finding]:
    """PARTS_IN_TEXT: 音乐季演出60场…。公益演出44场…。两类演出共100场: no two numbers of the paragraph make 100."""
    for passage in prose_of(paper):
        figures = figures_of(passage.text)
        for at, total in enumerate(figures):
            told = _SO_MANY.search(clause_before(passage.text, total))
            if told is None or total.kind in _NEVER or total.mention.approximate:
                continue
            parts = [one for one in figures[:at] if one.kind == total.kind][-_MOST_PARTS:]
            number = _NUMBER_OF[told["n"]]
            made = [sum((p.value for p in chosen), Decimal(0)) for chosen in combinations(parts, number)]
            blur = total.blur + _blur(parts)
            near = [one for one in made if abs(one - total.value) <= total.value * _SO_NEAR]
            if not near or any(abs(one - total.value) <= blur for one in made):
                continue
            right = min(near, key=lambda one: abs(one - total.value))
            yield found(
                "PARTS_IN_TEXT",
                Severity.ERROR,
                f"写“{told.group().strip()}{total.text}”，前面没有{told['n']}个数相加得{total.text}（最近的是{total.as_written(right)}）",
                "核对合计和分项，改正其中一处",
                passage.place(total.start, total.end),
                passage.place(parts[0].start, parts[-1].end),
            )


_MOST_PARTS = 14
_SO_NEAR = Decimal("0.2")
_REST = re.compile(r"(?:其余|余下|剩余|剩下|还有|尚有|仍有)的?$")


def rests_of_equal_parts(paper: Paper) -> Iterator[Finding]:
    """PARTS_IN_TEXT: 查出416处，整改416处，其余8处列入计划: nothing is left of a part as large as its whole."""
    for passage in prose_of(paper):
        figures = figures_of(passage.text)
        for at, rest in enumerate(figures):
            told = [one for one in figures[:at] if one.kind == rest.kind and not re.search("平均|每|均", one.lead)]
            if not _REST.search(rest.lead.strip()) or rest.kind in _NEVER or len(told) < _LEAST or not rest.value:
                continue
            whole, part = told[-2:]
            if (
                part.value == whole.value
                and not _SPLIT.search(passage.text[whole.end : rest.start])
                and "其余" in rest.lead
            ):
                yield found(
                    "PARTS_IN_TEXT",
                    Severity.ERROR,
                    f"前面两个数都写{part.text}，后面却写“{rest.lead.strip()[-4:]}{rest.text}”",
                    "核对三个数，改正其中一处",
                    passage.place(part.start, rest.end),
                    passage.place(whole.start, whole.end),
                )


_BOOKS = re.compile(
    r"(?P<list>《[^《》]{1,30}》(?:[、和及与]?《[^《》]{1,30}》)+)(?:这|等|共)?(?P<n>\d{1,2}|[二两三四五六七八九十])(?P<unit>种|部|本|个|项|份|件|册)"
)
_DIGITS = {char: number for number, char in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}


def titles_counted(paper: Paper) -> Iterator[Finding]:
    """LIST_COUNT: 《甲》《乙》3种书 — two are named."""
    for passage in paper.passages:
        for hit in _BOOKS.finditer(passage.text):
            number, items = _DIGITS.get(hit["n"]) or int(hit["n"]), hit["list"].count("《")
            if number != items and "等" not in hit.group()[len(hit["list"]) :] and abs(number - items) <= 3:
                yield found(
                    "LIST_COUNT",
                    Severity.ERROR,
                    f"“{hit.group()[-30:]}”列举了{items}个，写{hit['n']}{hit['unit']}",
                    "补齐列举或改正数目",
                    passage.place(hit.start(), hit.end()),
                )


DETECTORS: tuple[Detector, ...] = (
    totals_behind_lists,
    parts_right_behind,
    parts_of_a_named_whole,
    rests_of_equal_parts,
    totals_of_so_many,
    titles_counted,
)
