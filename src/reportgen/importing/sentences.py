"""Figures that a report states in sentences (叙述中的数据): staff, budget, indicators, score, basis notices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from reportgen.importing.amounts import money_of, rate_of
from reportgen.language.cell_text import number_of
from reportgen.model.origin import Origin
from reportgen.model.self_evaluation import BasisNotice, BudgetLine, StaffCount

# -- staff ----------------------------------------------------------------------------------------------------

_COUNT = re.compile(
    r"(?P<before>[^\d，。；、：:（）()]*?)(?P<number>\d+(?:,\d{3})*)\s*(?:人|名|个)(?!次|月|工作日|百分点)"
)
_STAFF_CLASSES = (
    ("参公事业", r"参公|参照公务员|参照《?公务员"),
    ("行政工勤", r"工勤|工人"),
    ("离退休", r"离退休"),
    ("离休", r"离休"),
    ("退休", r"退休"),
    ("行政", r"行政|公务员|机关"),
    ("事业", r"事业|(?:直|下|所|[局委厅部院])属单位"),
    ("编外", r"编外|聘用|临聘|劳务派遣|临时"),
)
_STAFF_WORDS = re.compile(r"编制|实有|在职|在编|离休|退休|在岗|聘用|编外|临聘")
_TOTAL_STAFF = re.compile(
    r"^(?:.*(?:编制|实有|在职|在编|在岗|现有|核定)(?:总?人?数|人员|职工)?(?:小计|合计|共计|共|总数|总计|为)*)$"
)


def staff_counts(text: str, origin: Origin) -> tuple[StaffCount, ...]:
    """编制 and 实有 by class of staff, from a sentence such as 核定编制12名，其中行政编制8名；实有11人."""
    counts: dict[str, dict[str, int]] = {}
    kind = ""
    for sentence in re.split(r"[。\n]", text):
        if not _STAFF_WORDS.search(sentence):
            continue
        kind, clause, with_posts = "", -1, set[str]()
        for found in _COUNT.finditer(sentence):
            if (number := len(re.findall(r"[；;]", sentence[: found.start("number")]))) != clause:
                clause, with_posts = number, set()
            label = re.sub(r"^(?:其中|分别为|包括|和|及|有|另有|另)*[:：]?", "", found.group("before").strip())
            if "编制" in label and not re.search(r"实有|在编|在职|编外", label):
                kind = "authorized"
            elif re.search(r"实有|在职|在编|在岗|现有(?!编制)", label):
                kind = "actual"
            staff_class = _staff_class(label)
            field_name = "actual" if staff_class in {"离休", "退休", "离退休", "编外"} else kind
            if not field_name or (staff_class == "合计" and not _TOTAL_STAFF.match(label)):
                continue
            if field_name == "authorized":
                with_posts.add(staff_class)
            elif staff_class == "合计" and len(with_posts) == 1 and counts.get("合计", {}).get("authorized") is None:
                (staff_class,) = with_posts  # 行政编制8名，实有7人
            counts.setdefault(staff_class, {}).setdefault(field_name, int(found.group("number").replace(",", "")))
    return tuple(
        StaffCount(staff_class=staff_class, origins={"": origin}, **numbers) for staff_class, numbers in counts.items()
    )


def _staff_class(label: str) -> str:
    for name, pattern in _STAFF_CLASSES:
        if re.search(pattern, label):
            return name
    return "合计"


# -- budget ---------------------------------------------------------------------------------------------------

_AMOUNT = re.compile(
    r"(?P<before>[^，。；、：:（）()\d]{0,24}|[^，。；、：:（）()]{0,24}?)(?P<amount>[\d,]+(?:\.\d+)?)\s*(?P<unit>亿元|万元|元)"
)
_RATE = re.compile(
    r"(?P<before>[^，。；]{0,20}?(?:执行|支出|支付|完成)(?:率|进度)(?:为|达到?|是)?)\s*(?P<rate>\d+(?:\.\d+)?)\s*[%％]"
)
_BUDGET_FIELDS = (
    ("previous_actual", r"上年.*(?:支出|执行)"),
    ("original_budget", r"年初(?:.*?)预算|年初.*(?:批复|安排)|预算批复"),
    (
        "actual_expenditure",
        r"执行数|执行(?:合计|总计|总额)(?:为|共)?$|决算数(?:为|是)?$|实际支出|支付资金|支出决算|决算支出|累计支出|全年支出|实际执行|完成支出|支付|总支出|支出(?:总额|合计|总计|数)?(?:为|共)?$",
    ),
    (
        "adjusted_budget",
        r"(?:全年|调整后?|调整)的?预算|(?:预算)?(?:年中)?(?:调整后?(?:预算)?数?为|(?:调整|追加|调增|调减|增加|变更)[到至])$|预算(?:总)?(?:数|额|金额|资金|安排|总规模)|预算(?:收入)?(?:为|共)?$",
    ),
)


_WHOLE = ("合计", "合计")


def budget_lines(text: str, origin: Origin) -> tuple[BudgetLine, ...]:
    """Budget, expenditure and rate stated in sentences, for the whole and for 基本支出 and 项目支出."""
    lines: dict[tuple[str, str], dict[str, Any]] = {}
    measure, sentence, of_sentence = "", -1, _WHOLE
    for found in sorted([*_AMOUNT.finditer(text), *_RATE.finditer(text)], key=lambda match: match.start()):
        label = found.group("before")
        key = _key(label)
        if (number := len(re.findall(r"[。；\n]", text[: found.start()]))) != sentence:
            sentence, of_sentence = number, key
        elif key == _WHOLE:
            key = of_sentence  # 基本支出年初预算数为…，决算数为…
        if "rate" in found.groupdict():
            lines.setdefault(key, {}).setdefault("stated_execution_rate", rate_of(found.group("rate")))
            continue
        if re.search(r"(?:追加|调增|调减|增加|核减|压减|结余|结转)(?:预算|资金|指标)*(?:了)?$", label):
            continue
        stated = next((name for name, pattern in _BUDGET_FIELDS if re.search(pattern, label)), "")
        part = key != _WHOLE
        if part and re.search(r"(?:基本支出|项目支出)(?:为|共)?$", label) and measure:
            stated = measure
        elif part and re.search(r"(?:基本支出|项目支出)预算(?:数|安排)?(?:为|共)?$", label):
            stated = "adjusted_budget"
        if not stated:
            continue
        measure = stated
        amount = money_of(found.group("amount"), found.group("unit"))
        lines.setdefault(key, {}).setdefault(stated, amount)
    return tuple(
        BudgetLine(
            source=source,
            expenditure_type=kind,
            origins={"": origin, **dict.fromkeys(values, origin)},
            **values,
        )
        for (source, kind), values in lines.items()
        if any(name in values for name, _ in _BUDGET_FIELDS)
    )


def _key(label: str) -> tuple[str, str]:
    kind = "基本支出" if "基本支出" in label else "项目支出" if "项目支出" in label else "合计"
    source = "其他资金" if re.search(r"其他资金|自筹|非财政", label) else "财政拨款" if "财政拨款" in label else "合计"
    return source, kind


# -- basis, score, rating -------------------------------------------------------------------------------------

_NOTICE = re.compile(
    r"《(?P<title>[^《》]{4,80})》\s*(?:[（(](?P<number>[^（）()]{2,20}[\[〔【（(﹝]\s*\d{4}\s*[\]〕】）)﹞][^（）()]{0,10}?号?)[)）])?"
)
_RESTS_ON = re.compile(r"(?:根据|按照|依据|依照|遵照|对照|贯彻|落实|执行)[^。；]{0,30}《")
_ISSUER = re.compile(r"^(?P<issuer>[^《》]{2,30}?(?:厅|局|委|部|办|办公室|政府|委员会))关于")
_SCORE = re.compile(
    r"(?P<what>(?:自评|评价|综合|总体|最终|绩效|指标|评定)*(?:总得分|总分|综合得分|得分|评分|自评))(?:值)?(?:情况|结果)?(?:为|是|共|[:：])?\s*"
    r"(?P<score>\d{1,3}(?:\.\d+)?)\s*分"
)
_NO_TOTAL = re.compile(r"平均|满分|扣|上年|去年|单项|项目$|指标值|完成值|完成率|实际|其中")
_RATING = re.compile(
    r"(?:等级|等次|级别|评定|评价结果|属于|评为)[^，。；]{0,6}?(?:为|是|[:：])?\s*[“\"]?(?P<rating>优|良|中|差)(?:秀|好|等)?[”\"]?"
)


def basis_notices(text: str, origin: Origin) -> tuple[BasisNotice, ...]:
    """Notices and regulations that a sentence rests on: 根据《…》（文号）. Other titles in the text are left alone."""
    found = []
    for sentence in re.split(r"(?<=[。；\n])", text):
        if not _RESTS_ON.search(sentence):
            continue
        for match in _NOTICE.finditer(sentence):
            title = match.group("title")
            if "规划" in title or not re.search(r"通知|办法|意见|规定|规程|条例|细则|方案|指引|指南|法$", title):
                continue
            issuer = _ISSUER.match(title)
            found.append(
                BasisNotice(
                    title=title,
                    doc_number=(match.group("number") or "").strip(),
                    issuer=issuer.group("issuer") if issuer else "",
                    purpose="自评依据" if re.search(r"自评|评价", title) else "",
                    origins={"": origin},
                )
            )
    return tuple(found)


def stated_score(text: str, *, surely: bool = False) -> Decimal | None:
    """The total score that the text states: 自评总分为96.5分; *surely*: not merely 得分 with nothing to say of what.

    Averages, full marks and the scores of single indicators are none.
    """
    for found in _SCORE.finditer(text):
        before = re.split(r"[。；\n]", text[: found.start()])[-1]
        clause = re.split(r"[，,]", before)[-1]
        if _NO_TOTAL.search(clause) or (found["what"] in {"得分", "评分"} and _NO_TOTAL.search(before)):
            continue
        if not surely or found["what"] != "得分" or re.search(r"自评|评价|整体|综合|部门", clause):
            return number_of(found["score"])
    return None


def stated_rating(text: str) -> str:
    """The grade that the text states: 评价等级为“优”."""
    found = _RATING.search(text)
    return found.group("rating") if found else ""


# -- enumerations ---------------------------------------------------------------------------------------------

_ITEM = re.compile(
    r"(?:^|(?<=[：:。；;，,\n]))\s*(?:[一二三四五六七八九十]{1,2}是|[（(]\d{1,2}[)）]|[①-⑳]|\d{1,2}[.、．](?!\d))"
)


def enumerated(text: str) -> Iterator[str]:
    """The items of 一是…二是… or 1.…2.…; the whole text where it lists nothing."""
    starts = list(_ITEM.finditer(text))
    if len(starts) < 2:
        yield _ITEM.sub("", text, count=1).strip() if starts and not starts[0].start() else text.strip()
        return
    ends = [match.start() for match in starts[1:]] + [len(text)]
    for match, end in zip(starts, ends, strict=True):
        item = text[match.end() : end].strip().rstrip("；;，,")
        if item:
            yield item


@dataclass(frozen=True, slots=True)
class Agency:
    """What a sentence says of the department itself."""

    name: str = ""
    nature: str = ""
    duties: tuple[str, ...] = field(default=())


_IS = re.compile(
    r"(?:^|[。\n])\s*(?P<name>[一-鿿]{4,30}?)(?:（[^）]{1,20}）)?(?:是|为|系)(?P<nature>[^，。；]{0,40}?(?:组织|部门|机关|单位|机构|团体))(?=[，。；])"
)
_HAS_OFFICES = re.compile(
    r"(?:^|[。\n])\s*(?P<name>[一-鿿]{3,24}[局委会厅院社馆站心校所队办部团处])(?:机关)?(?:内设|下设|核定编制|编制)(?=.{0,3}\d)"
)
_DUTIES = re.compile(r"(?:主要|基本)?(?:职责|职能|工作职责)(?:是|为|有|包括|如下)?[:：]\s*(?P<duties>[^。]{10,})。?")


def agency(text: str) -> Agency:
    """Name, nature and duties from a passage that introduces the department."""
    is_what = _IS.search(text)
    housed = None if is_what else _HAS_OFFICES.search(text)
    listed = _DUTIES.search(text)
    duties: tuple[str, ...] = ()
    if listed:
        parts = re.split(r"[；;]", _ITEM.sub("；", listed.group("duties")))
        duties = tuple(part.strip() for part in parts if part.strip())
    name = is_what.group("name") if is_what else housed.group("name") if housed else ""
    return Agency(name, is_what.group("nature") if is_what else "", duties)
