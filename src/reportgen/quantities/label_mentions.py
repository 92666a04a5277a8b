"""Numbers that only label a place or a rank: list numbers (一是, （二）, 3.), 文号, 附件 and ordinals (第七名)."""

from __future__ import annotations

import re

from reportgen.quantities.lexicon import measures
from reportgen.quantities.mention import Mention, MentionKind, labelled
from reportgen.quantities.numerals import parse_numeral
from reportgen.quantities.units import NO_UNIT, Unit, unit_named

_CN = "零〇○一二三四五六七八九十百廿"
_N = rf"(?:\d{{1,6}}|[{_CN}壹贰叁肆伍陆柒捌玖拾]{{1,7}}|两)"
_S = "[ ]{0,2}"

_BRACKETED = re.compile(rf"(?P<n>\d{{1,3}}|[{_CN}]{{1,4}}){_S}(?=\))")
_LIST = re.compile(
    rf"(?P<n>\d{{1,3}}|[{_CN}]{{1,4}}){_S}(?:[、.．](?!\d)|\)|[、.．](?=(?:19|20)\d\d{_S}(?:年|[-—–至~]))|、(?=(?P<next>\d{{1,9}})[\d.,]{{0,12}}{_S}[\u4e00-\u9fffA-Z%]))"
)
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}(?=[ ]?[\u4e00-\u9fff])|\d{1,2}(?:\.\d{1,2}){2,4}\.?(?![\d%])")
_HEADING = re.compile(  # 1.1 项目概况: nothing counted in tenths
    r"[ ]?(?:年[初度中末终]|成[本效果]|分[析类配]|项目|部门|单位|指标|任务|制度|系统|工程|行动|措施|问题"
    r"|机制|标准|原则|计划|人员|岗位|企业|机构|中心|平台|体系|重点)[\u4e00-\u9fff]"
)
_ENUMERATED = re.compile(
    rf"{_S}(?:[{_CN}]{{1,3}}|\d{{1,3}})(?:[、和与及]|{_S}(?:月|日|年级|号|级|等|类|期|批|年级|季度|号|楼|组|班|层|线|产|次产|是))"
)
_CLAUSE = re.compile(rf"(?P<n>[{_CN}]{{1,3}})(?:是|要(?!求|素|件|点|害|道))")
_OPENERS = frozenset('\n\t 。；;：:!?！？)】]》”"’，,|◆●■★▲○◎·•-—>#*')

_BEFORE_LABELS = _OPENERS | frozenset("第前(其件表图录注格附 ")  # what any label but 一是 stands behind

_YEAR_IN_BRACKETS = r"[〔\[【(〈<]" + rf"{_S}(?P<y>(?:19|20)\d{{2}}){_S}(?:年)?{_S}" + r"[〕\]】)〉>]"
_BEFORE_A_YEAR = frozenset("〔[【(〈<")
_WENHAO = re.compile(rf"{_YEAR_IN_BRACKETS}{_S}第?{_S}(?P<n>\d{{1,5}}|[{_CN}]{{1,5}}){_S}号?")
_ISSUER = re.compile(r"[A-Za-z\u4e00-\u9fff]{1,14}$")
_BEFORE_ISSUER = re.compile(
    r".*(?:根据|按照|依据|依照|遵照|参照|贯彻|落实|执行|印发|以及|通知|文件|办法|规定|意见|方案|下达|批复|发布|关于|文号|和|及|与|据|见|以|由|的|了|为|对|将|在|按|号|如)"
)
_DECREE = re.compile(rf"第{_S}(?P<n>{_N}){_S}号(?P<kind>令|公告|通告|主席令|修正案)?")
_DECREE_ISSUER = re.compile(r"(?:[\u4e00-\u9fff]{2,10}?)?(?:令|公告|通告|主席令)$")
_ANNEX = re.compile(rf"(?:附件|附表|附图|附录|附注|图表|表格|表|图|附){_S}$")
_ANNEX_NUMBER = re.compile(rf"\d{{1,3}}(?:[-.]\d{{1,2}}){{0,2}}|[{_CN}]{{1,3}}")


_ORDINAL_RANGE = re.compile(
    rf"第{_S}(?P<n>{_N}){_S}(?:-{{1,2}}|—{{1,2}}|–|~|至|到){_S}(?P<to>{_N}){_S}(?P<unit>届|批次|批|期|版|轮|次|年|天|周|名|位|条|款|章|页|号|项|段)"
)
_ORDINAL = re.compile(rf"第{_S}(?P<n>{_N})")
_NAME_UNITS = tuple(
    """
    届 代 批次 批 期 版 轮 次 年度 年 天 周 月 场 个 类 编 支部 党支部 人民 中学 小学 医院 中医 附属 实验
    幼儿园 产业 集团 师 军 机床 建筑 巡 督 指导 检查 考 工作 污水 水厂 分 层次 阶段 步 道 台 家 座 件 只
    条线 食堂 会议 福利 小组 组 课堂 书 责任 议题 级 大 强 国 城 三方
    """.split()
)
_DOCUMENT_UNITS = {
    "条": "",
    "款": "",
    "章": "",
    "节": "",
    "页": "",
    "部分": "",
    "编": "",
    "号": "",
    "项": "",
    "段": "",
    "行": "",
    "列": "",
}
_RANK_UNITS = ("名", "位", "等奖")
_RANK_BEFORE = re.compile(
    r"(?:排名|位列|位居|名列|列|居|排|位次|并列|全国|全省|全市|全区|全县|名次)[^，。；、\n]{0,6}$"
)


def read_label(text: str, at: int, floor: int) -> Mention | None:
    """The label at *at*, or none; nothing left of *floor* is looked at but the other number of a page."""
    page = _page(text, at)
    if page is not None:
        return page
    if at > floor and text[at - 1] not in _BEFORE_LABELS and (text[at].isascii() or not _CLAUSE.match(text, at)):
        return _item(text, at, floor)
    for reader in _READERS:
        mention = reader(text, at, floor)
        if mention is not None:
            return mention
    return None


def _item(text: str, at: int, floor: int) -> Mention | None:
    """目标二：, 任务三。: the numbered items of a report."""
    number = _ITEM_NUMBER.match(text, at)
    if number is None or not _ITEM.search(text, max(floor, at - 4), at):
        return None
    return labelled(text, at, at + len(number["n"]), MentionKind.LIST, number["n"])


_ITEM = re.compile(r"(?:目标|任务|措施|问题|建议|指标|项目|事项|板块|专题)$")
_ITEM_NUMBER = re.compile(rf"(?P<n>\d{{1,2}}|[{_CN}]{{1,2}})(?=[：:。、，]|(?:的|和|与|、))")


def _page(text: str, at: int) -> Mention | None:
    """The count of pages beside the number of one (第1页 共20页), and the number alone in its line (— 3 —)."""
    match = _PAGES.match(text, at)
    if match is not None:
        before = _BEFORE_PAGES.search(text, max(0, at - _NEAR), at)
        if before is not None and (before["page"] or match["page"]):
            return labelled(text, at, match.end("count"), MentionKind.LIST, match["n"])
    start = text.rfind("\n", max(0, at - _NEAR), at) + 1
    line = _PAGE_LINE.match(text, start if start else max(0, at - _NEAR))
    if line is not None and line.start("n") == at and (start or at < _NEAR):
        return labelled(text, at, line.end("n"), MentionKind.LIST, line["n"])
    return None


_PAGES = re.compile(rf"(?P<count>(?P<n>\d{{1,4}}){_S}页)(?P<page>[ ,，/|]{{0,4}}第{_S}\d{{1,4}}{_S}页)?")
_BEFORE_PAGES = re.compile(rf"(?P<page>第{_S}\d{{1,4}}{_S}页[ ,，/|]{{0,4}})?共{_S}$")
_PAGE_LINE = re.compile(rf"(?P<dash>[-—–·~]){_S}(?P<n>\d{{1,4}}){_S}(?P=dash)(?=\n|$)")
_NEAR = 18  # characters before the count of pages that may tell the number of this one


def opens_segment(text: str, at: int) -> bool:
    """Whether *at* begins a line, a cell, a sentence or what follows a colon."""
    while at > 0 and text[at - 1] == " ":
        at -= 1
    return at == 0 or text[at - 1] in _OPENERS


def _bracketed(text: str, at: int, floor: int) -> Mention | None:
    """（一）, (1): the bracket must open a segment or be followed by words; 满意度(95) is a number."""
    if text[max(floor, at - 1) : at] != "(":
        return None
    match = _BRACKETED.match(text, at)
    value = parse_numeral(match["n"]) if match else None
    if match is None or value is None or not 0 < value < 100:
        return None
    after = text[match.end() + 1 : match.end() + 2]
    if not opens_segment(text, at - 1) and (not after or after in "，。；,;)、\t\n "):
        return None
    return labelled(text, at, match.end("n"), MentionKind.LIST, match["n"])


def _listed(text: str, at: int, floor: int) -> Mention | None:
    if at > floor and not opens_segment(text, at):
        return None
    section = _SECTION.match(text, at)
    if section is not None and _is_section(text, at, section):
        return Mention(
            text=section[0], start=at, end=section.end(), kind=MentionKind.LIST, normal=section[0].rstrip(".")
        )
    match = _LIST.match(text, at)
    value = parse_numeral(match["n"]) if match else None
    if match is None or value is None or not 0 < value < 100:
        return None
    if match["next"] and match["n"].isdecimal() and 0 < int(match["next"]) - int(match["n"]) <= 2:  # 2、3次
        return None
    before = text[max(0, at - 8) : at].rstrip(" ")[-1:]
    if before in {"，", ",", "(", "-", "—"} or (match[0].endswith("、") and _ENUMERATED.match(text, match.end())):
        return None
    if match[0].endswith(".") and text[match.end() : match.end() + 1] in {"", "\t", "\n"} and before not in {"", "\n"}:
        return None
    return labelled(text, at, match.end(), MentionKind.LIST, match["n"])


def _is_section(text: str, at: int, match: re.Match[str]) -> bool:
    """1.1 before words at the start of a line; 1.5 before a unit is a number, and 1.2.3万元 no section."""
    before = text[max(0, at - 8) : at].rstrip(" ")[-1:]
    if match[0].count(".") >= 2:
        return not text.startswith(("万", "亿", "元", "%"), match.end())
    if before in {"", "\n"} and _HEADING.match(text, match.end()):
        return True
    return before in {"", "\n"} and not any(
        text[match.end() : match.end() + length].strip() in measures() | {"万", "亿", "万元", "千"}
        for length in (1, 2, 3)
    )


def _clause(text: str, at: int, floor: int) -> Mention | None:
    """一是, 其三, 二要: the number of an argument."""
    if text[max(floor, at - 1) : at] == "其":
        return labelled(text, at - 1, at + 1, MentionKind.LIST, text[at]) if text[at] in "一二三四五六七八九" else None
    match = _CLAUSE.match(text, at)
    value = parse_numeral(match["n"]) if match else None
    if match is None or value is None or value > 30 or not value:
        return None
    if match[0].endswith("要") and not opens_segment(text, at):
        return None
    return labelled(text, at, match.end(), MentionKind.LIST, match["n"])


def read_document_number(text: str, at: int, floor: int) -> Mention | None:
    """上财发[2023]3号 from the issuer's sign to 号."""
    if text[max(floor, at - 3) : at].strip()[-1:] not in _BEFORE_A_YEAR:
        return None
    start = at - 1
    while text[start] == " ":
        start -= 1
    match = _WENHAO.match(text, start)
    if match is None or not (match[0].endswith("号") or text[start] in "〔["):
        return None
    issuer_match = _ISSUER.search(text, max(floor, start - 14), start)
    issuer = issuer_match[0] if issuer_match else ""
    skipped = _BEFORE_ISSUER.match(issuer)
    issuer = issuer[skipped.end() :] if skipped else issuer
    number = parse_numeral(match["n"])
    normal = f"{issuer}[{match['y']}]{number if number is not None else match['n']}"
    return Mention(
        text=text[start - len(issuer) : match.end()], start=start - len(issuer), end=match.end(),
        kind=MentionKind.DOCUMENT, normal=normal, unit=unit_named("号") if match[0].endswith("号") else NO_UNIT,
    )  # fmt: skip


def _decree(text: str, at: int, floor: int) -> Mention | None:
    """国务院令第675号, 第675号令."""
    before = text[max(floor, at - 3) : at].rstrip(" ")
    if not before.endswith("第"):
        return None
    start = max(floor, at - 3) + len(before) - 1
    match = _DECREE.match(text, start)
    if match is None:
        return None
    issuer = _DECREE_ISSUER.search(text, max(floor, start - 12), start)
    words = issuer[0] if issuer else ""
    skipped = _BEFORE_ISSUER.match(words)
    words = words[skipped.end() :] if skipped else words
    normal = f"{words}{parse_numeral(match['n']) or match['n']}" if words else ""
    return labelled(text, start - len(words), match.end(), MentionKind.DOCUMENT, match["n"], "号", normal=normal)


def _annex(text: str, at: int, floor: int) -> Mention | None:
    """附件2, 表1: not 报表12张."""
    match = _ANNEX.search(text, max(floor, at - 4), at)
    number = _ANNEX_NUMBER.match(text, at)
    if match is None or number is None:
        return None
    word = match[0].strip()
    before = text[max(floor, match.start() - 1) : match.start()]
    after = text[number.end() : number.end() + 1]
    if word in {"表", "图", "附", "图表", "表格"} and (
        ("\u4e00" <= before <= "\u9fff" and before not in "见如附及和与在按参详的")
        or (after in measures() and not text.startswith(("所示", "所列", "所述"), number.end()))
        or after in {"%", ".", "万", "千"}
        or after.isdecimal()
    ):
        return None
    if word.startswith("附") and len(word) > 1 and (after.isdecimal() or after in {"份", "个", "张", "%"}):
        return None
    written = number[0] if number[0][0].isdecimal() else f"{parse_numeral(number[0]) or number[0]}"
    return Mention(
        text=text[match.start() : number.end()],
        start=match.start(),
        end=number.end(),
        kind=MentionKind.DOCUMENT,
        normal=f"{word}{written}",
    )


def _ordinal(text: str, at: int, floor: int) -> Mention | None:
    """第…: a name (第七届), a rank (第七名), a place in a document (第十二条), or a list number (第一，)."""
    before = text[max(floor, at - 3) : at].rstrip(" ")
    if not before.endswith("第"):
        return None
    start = max(floor, at - 3) + len(before) - 1
    both = _from_to(text, start)
    if both is not None:
        return both
    match = _ORDINAL.match(text, start)
    if match is None or parse_numeral(match["n"]) is None:
        return None
    rest = text[match.end() :][:6].lstrip(" ")
    after = match.end() + (
        len(text[match.end() : match.end() + 6]) - len(rest)
        if len(text) - match.end() >= 6
        else len(text[match.end() :]) - len(rest)
    )
    for unit in _RANK_UNITS:
        if rest.startswith(unit):
            return labelled(text, start, after + len(unit), MentionKind.ORDINAL, match["n"], unit)
    if rest.startswith(("条线", "批次")):
        unit = rest[:2]
        return labelled(text, start, after + 2, MentionKind.NAME, match["n"], unit)
    for unit in _DOCUMENT_UNITS:
        if rest.startswith(unit):
            number = parse_numeral(match["n"])
            normal = f"第{number}{unit}" if unit == "部分" else f"{number}"
            return labelled(
                text,
                start,
                after + len(unit),
                MentionKind.DOCUMENT,
                match["n"],
                "" if unit == "部分" else Unit(unit, unit),
                normal=normal,
            )
    for unit in _NAME_UNITS:
        if rest.startswith(unit):
            if unit in measures():
                return labelled(text, start, after + len(unit), MentionKind.NAME, match["n"], unit)
            return labelled(text, start, match.end(), MentionKind.NAME, match["n"])
    if (
        not _RANK_BEFORE.search(text, max(floor, start - 12), start)
        and (rest[:1] in {"，", ",", "、", ":", "：", "是"})
        and opens_segment(text, start)
    ):
        return labelled(text, start, match.end(), MentionKind.LIST, match["n"])
    ranked = _RANK_BEFORE.search(text, max(floor, start - 12), start) or not "\u4e00" <= rest[:1] <= "\u9fff"
    return labelled(text, start, match.end(), MentionKind.ORDINAL if ranked else MentionKind.NAME, match["n"])


def _from_to(text: str, start: int) -> Mention | None:
    """第3-5期, 第十至十二条."""
    match = _ORDINAL_RANGE.match(text, start)
    if match is None:
        return None
    first, last = parse_numeral(match["n"]), parse_numeral(match["to"])
    if first is None or last is None or first >= last:
        return None
    unit = match["unit"]
    kind = MentionKind.ORDINAL if unit in _RANK_UNITS else MentionKind.NAME
    kind = MentionKind.DOCUMENT if unit in _DOCUMENT_UNITS else kind
    return labelled(text, start, match.end(), kind, None, Unit(unit, unit), normal=f"{first}/{last}")


def _first_ranks(text: str, at: int, floor: int) -> Mention | None:
    """前三名, 前10位, 排名前五."""
    if text[max(floor, at - 1) : at] != "前":
        return None
    match = re.compile(rf"(?P<n>\d{{1,3}}|[{_CN}]{{1,4}}){_S}(?P<u>名|位|强)?").match(text, at)
    if match is None or parse_numeral(match["n"]) is None:
        return None
    if not match["u"] and not _RANK_BEFORE.search(text, max(floor, at - 12), at - 1):
        return None
    return labelled(text, at - 1, match.end(), MentionKind.ORDINAL, match["n"], match["u"] or "")


_READERS = (_decree, _ordinal, _first_ranks, _bracketed, _listed, _clause, _annex)
