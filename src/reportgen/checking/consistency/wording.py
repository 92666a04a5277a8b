"""Text hygiene (文字规范): residue, 文号, punctuation, placeholders, lost numbers, 暂无."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from reportgen.checking.consistency.paper import Detector, Paper, Passage, around, found
from reportgen.checking.consistency.sections import sections_of
from reportgen.model.finding import Finding, Severity

_HTML = re.compile(
    r"</?(?:p|br|span|div|b|i|u|strong|em|font|table|tr|td|li|ul|ol|a|img|h[1-6])(?:\s[^<>]{0,80})?/?>|&(?:nbsp|lt|gt|amp|quot);",
    re.IGNORECASE,
)
_BOOKMARK = re.compile(
    r"\[bookmark:[^\]]*\]|错误[!！]未(?:定义书签|找到引用源)|Error! Bookmark|HYPERLINK\s|PAGEREF\s|\{[A-Z]+ [^}]*\}"
)


def residue(paper: Paper) -> Iterator[Finding]:
    """FORMAT_RESIDUE: HTML tags, bookmarks and field codes left in the text; one finding for each kind."""
    for pattern, what, severity in ((_HTML, "HTML标签", Severity.WARNING), (_BOOKMARK, "书签或域代码", Severity.INFO)):
        hits = [
            (passage, hit)
            for passage in paper.passages
            for hit in pattern.finditer(passage.text)
            if not (paper.document.file.endswith(".md") and hit.group().startswith("<br"))  # a line break of Markdown
        ]
        if hits:
            passage, hit = hits[0]
            yield found(
                "FORMAT_RESIDUE",
                severity,
                f"文中残留{what}“{hit.group()}”{f'等{len(hits)}处' if len(hits) > 1 else ''}",
                "删去",
                passage.place(hit.start(), hit.end()),
                *(p.place(h.start(), h.end()) for p, h in hits[1:12]),
            )


_DOCUMENT_NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fff]{2,10}?)(?P<open>[\[［【(（〔])(?P<year>(?:19|20)?\d\d)(?P<close>[\]］】)）〕])(?P<after>\s*第?\s*0*\d{1,5}\s*号)"
)


def document_numbers(paper: Paper) -> Iterator[Finding]:
    """DOC_NUMBER: the year of a 文号 not in 〔〕, short, or the number with 第 or a leading zero."""
    for passage in paper.passages:
        for hit in _DOCUMENT_NUMBER.finditer(passage.text):
            number = re.sub(r"\D", "", hit["after"]).lstrip("0")
            year = hit["year"] if len(hit["year"]) == 4 else f"20{hit['year']}"
            right = f"{hit['code']}〔{year}〕{number}号"
            if hit.group().replace(" ", "") != right:
                code = re.sub(r"^.*(?:根据|按照|依据|印发|执行|和|及|与|的)", "", hit["code"])
                start = hit.start() + len(hit["code"]) - len(code)
                right = f"{code}〔{year}〕{number}号"
                yield found(
                    "DOC_NUMBER",
                    Severity.WARNING,
                    f"文号“{passage.text[start : hit.end()]}”格式不规范",
                    f"改为“{right}”：年份用六角括号，序号不加“第”、不编虚位",
                    passage.place(start, hit.end()),
                )


_DOUBLE_STOPS = re.compile(r"[，、。；：][，、。；：]|[,;][,;]|，\s*。")
_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff”）])[,;:!?]\s*(?=[\u4e00-\u9fff“（])")
_ASCII_SIGN = re.compile(r"(?:>=|<=|=>|=<|＞＝|＜＝|≧|≦)\s*(?=\d)")
_TITLE_IN_ANGLES = re.compile(
    r"[<＜〈][\u4e00-\u9fff][^<>＜＞〈〉\n]{3,80}?(?:通知|办法|规划|意见|方案|条例|规定|细则|纲要|决定)[>＞〉]"
)
_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9])[XＸ×]{2,}(?![A-Za-z0-9])|【待[^】]*】|（待[填补定核]）|[_＿]{3,}|○{2,}|\?{3,}|？{2,}|TODO|此处(?:填写|插入|补充)"
)


def punctuation(paper: Paper) -> Iterator[Finding]:
    """PUNCTUATION: doubled stops, half-width marks between Chinese, brackets left open; HALF_SIGN: >= for ≥."""
    half = [(passage, hit) for passage in paper.passages for hit in _HALF_WIDTH.finditer(passage.text)]
    if half:
        yield found(
            "PUNCTUATION",
            Severity.INFO,
            f"中文文字中用了半角标点，如“{around(half[0][0].text, *half[0][1].span())}”，共{len(half)}处",
            "改为全角标点",
            *(p.place(h.start(), h.end()) for p, h in half[:12]),
        )
    signs = [(passage, hit) for passage in paper.passages for hit in _ASCII_SIGN.finditer(passage.text)]
    if signs:
        yield found(
            "HALF_SIGN",
            Severity.INFO,
            f"用“{signs[0][1].group().strip()}”代替了“≥”“≤”，共{len(signs)}处",
            "改为“≥”或“≤”",
            *(p.place(h.start(), h.end()) for p, h in signs[:12]),
        )
    for passage in paper.passages:
        for hit in _DOUBLE_STOPS.finditer(passage.text):
            yield found(
                "PUNCTUATION",
                Severity.WARNING,
                f"标点重复：“{around(passage.text, hit.start(), hit.end())}”",
                "删去多余的标点",
                passage.place(hit.start(), hit.end()),
            )
        for hit in _TITLE_IN_ANGLES.finditer(passage.text):
            yield found(
                "PUNCTUATION",
                Severity.WARNING,
                f"文件名称用了“<>”：“{hit.group()[:24]}”",
                "改为书名号《》",
                passage.place(hit.start(), hit.end()),
            )
        yield from _open_brackets(passage)


def _open_brackets(passage: Passage) -> Iterator[Finding]:
    for opening, closing in (("《", "》"), ("“", "”"), ("〔", "〕"), ("（(", "）)")):
        depth, at = 0, -1
        for index, char in enumerate(passage.text):
            if char in opening:
                depth, at = depth + 1, index
            elif char in closing:
                before = passage.text[:index]
                if depth == 0 and opening == "（(" and re.search(r"(?:^|[\s。；;：:，,、])[\w]{1,3}$", before):
                    continue  # 1) and 一） number a list
                depth -= 1
                if depth < 0:
                    at = index
                    break
        if depth != 0 and "\n" not in passage.text:
            yield found(
                "PUNCTUATION",
                Severity.WARNING,
                f"“{around(passage.text, at, at + 1)}”的“{opening[0]}{closing[0]}”不成对",
                "补齐或删去",
                passage.place(at, at + 1),
            )


def placeholders(paper: Paper) -> Iterator[Finding]:
    """PLACEHOLDER: XX, 【待填】, ____ left in the text; told once with all places."""
    hits = [(passage, hit) for passage in paper.passages for hit in _PLACEHOLDER.finditer(passage.text)]
    if hits:
        passage, hit = hits[0]
        yield found(
            "PLACEHOLDER",
            Severity.ERROR,
            f"“{around(passage.text, hit.start(), hit.end())}”中“{hit.group()}”没有填写"
            + (f"，全文共{len(hits)}处没有填写" if len(hits) > 1 else ""),
            "填写内容或删去",
            *(p.place(h.start(), h.end()) for p, h in hits),
        )


_NUMBER_LOST = re.compile(
    r"(?:共有|共计|共|总计|合计|完成|达到|培训|救助|投入|发放|举办|开展|建成|收到|办理|安排|支出|执行率|完成率|满意度|合格率)(?:了|为|达)?"
    r"(?P<unit>(?:人次|万元|个百分点|人|户|场|次|件|万人|公里|平方米)(?=[，。；、])|名(?=[\u4e00-\u9fff]{2})(?!单|额|称|录)|%|％)"
)


_MEANT_TO_HOLD_A_NUMBER = re.compile(
    r"(?<=[\u4e00-\u9fff])[ \u3000]{2,}(?P<unit>人次|万元|亿元|元|人|户|个|项|场|次|件|台|枚|吨|公里|家|名|期|份|[%％])"
    r"(?=[，。；、])|"
    r"(?:参加|参与|接待|服务|培训|惠及|受益|救助|慰问|组织|覆盖)(?:的)?"
    r"(?:群众|居民|学员|读者|乘客|旅客|学生|职工|干部|人员|农民|市民|观众|游客|老人|儿童)(?P<persons>人次|万人次)"
    r"(?=[，。；、])"
)


def lost_numbers(paper: Paper) -> Iterator[Finding]:
    """NUMBER_LOST: a measure word with no number before it: 共培训人次, 执行率%."""
    for passage in paper.paragraphs:
        for hit in _NUMBER_LOST.finditer(passage.text):
            yield found(
                "NUMBER_LOST",
                Severity.WARNING,
                f"“{around(passage.text, hit.start(), hit.end())}”中“{hit['unit'].strip('，')}”前面缺数字",
                "补上数字",
                passage.place(hit.start(), hit.end()),
            )
        for hit in _MEANT_TO_HOLD_A_NUMBER.finditer(passage.text):
            yield found(
                "NUMBER_LOST",
                Severity.WARNING,
                f"“{around(passage.text, hit.start(), hit.end())}”中“{hit['unit'] or hit['persons']}”前面缺数字",
                "补上数字",
                passage.place(hit.start(), hit.end()),
            )


_NOTHING = re.compile(r"\s*(?:\d+[.、])?\s*(?:暂无|无|没有|不存在|无问题|暂无问题|暂无。|无。)\s*[。.]?\s*")
_MUST_SAY = re.compile(r"问题|改进措施|下一步|偏差原因|建议|自评结论")


def nothing_said(paper: Paper) -> Iterator[Finding]:
    """NOTHING_SAID: 暂无 under 存在问题 or 改进措施, in prose or beside the label in a table."""
    heading = ""
    for passage in paper.paragraphs:
        text = passage.text.strip()
        same_line = re.fullmatch(r"(?P<head>.{0,24}(?:问题|措施|建议|打算|计划).{0,12})[：:]\s*(?P<said>.{1,8})", text)
        if same_line and _NOTHING.fullmatch(same_line["said"]):
            yield _nothing(passage, same_line["head"])
        elif _NOTHING.fullmatch(text) and _MUST_SAY.search(heading):
            yield _nothing(passage, heading)
        elif re.match(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|#", text) or len(text) <= 20:
            heading = text
    for grid in paper.grids:
        for row in grid:
            for left, right in itertools.pairwise(row):
                if _NOTHING.fullmatch(right.text) and re.search(
                    r"存在.{0,4}问题|^改进措施|^主要问题|下一步", left.text.strip()
                ):
                    yield _nothing(right, left.text.strip())


def _nothing(passage: Passage, heading: str) -> Finding:
    return found(
        "NOTHING_SAID",
        Severity.WARNING,
        f"“{heading.strip('#＃ ')[:30]}”只写“{passage.text.strip()[-6:]}”",
        "写明问题、原因和措施；确实没有的，说明如何核查得出",
        passage.place(),
    )


_PROBLEMS = re.compile(r"问题|不足")
_MEASURES = re.compile(r"措施|打算|建议|整改|改进|安排")
_BOTH_TOLD = re.compile(r"下一步|措施[是为：:]|建议|打算|拟|将")  # each problem has its measure beside it
_ITEM = re.compile(
    r"(?:^|[。；\n])\s*(?:[一二三四五六七八九十]是|（[一二三四五六七八九十]）|\d{1,2}[.、．](?!\d(?!\d{3}年)))"
)
_ITEM_LINE = re.compile(r"(?:^|\n)\s*(?:（[一二三四五六七八九十]）|\d{1,2}[.、．](?!\d(?!\d{3}年)))")


def _items(text: str) -> int:
    """How many items a text lists: its numbered lines, else those within it (一是)."""
    lines = len(_ITEM_LINE.findall(text))
    return lines if lines > 1 else len(_ITEM.findall(text))


_FEW = 3


def problems_without_measures(paper: Paper) -> Iterator[Finding]:
    """MEASURES_MISSING: half as many measures as problems; the heading of each list says what it is of."""
    for problems, measures in itertools.pairwise(sections_of(paper)):
        title, next_title = problems.title, measures.title
        if not _PROBLEMS.search(title) or _MEASURES.search(title) or not _MEASURES.search(next_title):
            continue
        counts = [_items(section.text) for section in (problems, measures)]
        fewer = 0 < counts[1] * 2 <= counts[0] or (counts[0] <= _FEW and counts[1] == counts[0] - 1)
        if counts[0] < 2 or not fewer or _BOTH_TOLD.search(problems.text):
            continue
        yield found(
            "MEASURES_MISSING",
            Severity.WARNING,
            f"“{title}”写了{counts[0]}条，“{next_title}”只有{counts[1]}条",
            "措施与问题逐条对应，合并写的注明针对哪几条",
            measures.body[0].place(),
            problems.body[0].place(),
        )


DETECTORS: tuple[Detector, ...] = (
    problems_without_measures,
    residue,
    document_numbers,
    punctuation,
    placeholders,
    lost_numbers,
    nothing_said,
)
