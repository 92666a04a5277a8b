"""Bodies, notices and projects that a text names (单位、文件、项目)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.language.word_classes import dictionary_class, dictionary_words


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A name at ``start:end`` of a text; *place* is the region a body belongs to."""

    name: str
    start: int
    end: int
    place: str = ""


_NOTICE = re.compile(r"《([^《》\n]{3,60})》")
_OFFICE = (
    r"[\u4e00-\u9fff]{0,12}?(?:发改委|卫健委|住建委|国资委|残联|档案馆|图书馆|文化馆|博物馆|体育馆|医院|检察院|法院|交易中心|服务中心|管理中心|"
    r"(?<![省市县区州旗])(?:局|委员会|农委|厅|联合会|管理办公室|总队|支队|大队|研究院|设计院|监测站|管理所))"
)
_BODY = re.compile(rf"(?P<place>[\u4e00-\u9fff]{{2,8}}?(?:省|市|自治县|县|区|自治州|旗))(?P<body>{_OFFICE})")
_AGENCY = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,12}?)(?P<kind>会计师事务所|律师事务所|税务师事务所|评估事务所|有限责任公司|股份有限公司|有限公司|咨询公司|"
    r"集团公司|研究院|设计院|大学|基金会)"
)
_ANY_AGENCY = re.compile(
    r"(?:第三方|专业|社会|中介|有关|相关|多家|该|本|各|中标|承建|施工|监理|代建|服务|咨询|独立|机构|开放|老年|电视|高等|家|所|名|的|等|和|及|国有)$"
)
_COMMON_AREA = re.compile(
    r"(?:城|郊|园|校|社|小|辖|地|片|景|林|矿|牧|灌|库|厂|街|开发|示范|自治|高新|行政|功能|居住|服务|山|灾|重点|试验|保护|保税|经济)区$|"
    r"(?:设区|不设区|地级|县级|直辖)的?市$|(?:所辖|各市|市辖)[县区]$|^[各全本该][省市县区州旗]"
)
# What may stand right before the name of a place and is no part of it.
_BEFORE_NAMES = re.compile(
    r"用于|由于|对于|属于|关于|由|向|经|报|按照?|根?据|依照?|与|和|同|为|对|是|在|请|让|把|将|获|受|被|及|至|到|送|会同|联合|配合|协助|接受|纳入|的|以下|下称|"
    r"简称|称|委托|聘请|照|以|称|自评|来自|其中|所属|包括|通过|(?<=[局院馆校会处站委所队社心])系"
)
_COUNTED_OFFICES = re.compile(r"[\d一两二三四五六七八九十几多各][家个所处]$")
_LEAST_PLACE = 3
_ALSO_IN_NAMES = frozenset({"照", "会同", "同", "和", "为", "对", "报", "据", "通过", "以"})
_PROJECT = re.compile(
    r"(?:其中|包括|以及)?(?P<name>[\u4e00-\u9fff]{4,18})项目(?:预算|支出|财政资金|其他资金|资金|执行|安排|投入|全年|年初|为|共|已|未|惠及|"
    r"补助|累计|合计|带动|覆盖)"
)
_LISTED_PROJECTS = re.compile(
    r"(?P<names>(?:[\u4e00-\u9fff]{4,16}、)+[\u4e00-\u9fff]{4,16}?)[一二两三四五六七八九十\d]+个项目"
)
_HEADED_PROJECT = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*|[-•·*]\s*)?(?P<name>[\u4e00-\u9fff]{4,18}?)(?:项目)?[：:](?:年初|全年|调整后)?预算"
)
_NO_PROJECT = re.compile(
    r"支出|预算|资金|合计|经费|指标|目标|部门|单位|收支|收入|情况|状况|概况|方面|总体|整体|财务|账|家底|盘子|规模|来源|钱|哪|怎"
)
_COUNTED_PROJECTS = re.compile(
    r"(?:[一二两三四五六七八九十几多\d]+个|各个?|全部|所有|上述|以上|部分|其他|其余|重点|民生|续建|在建|新建|结转|跨年度?|各类|单个|专项|大型|"
    r"合计占|[的于对在上了是成到给把将从向就用中里该这此本])$"
)
# 并作为编制下年度项目预算: no name, but what is done with a budget
_VERB_PHRASE = re.compile(
    r"执行率|进度|^(?:并|同时|进而)?(?:作为|用作|用于|据此|以此|按照?|根据|依据)|^[一二三四五六七八九十]+是|个别$|(?:编制|安排|下达|批复|申报|审核|调整)?(?:下|本|当|上|该|次|明|今)年度?$"
)


def notices(text: str) -> Iterator[NamedThing]:
    """The titles in 书名号."""
    for match in _NOTICE.finditer(text):
        yield NamedThing(match[1], match.start(1), match.end(1))


def bodies(text: str) -> Iterator[NamedThing]:
    """Offices of a named region: 松澜县应急管理局; not 县财政局 nor 全市公安局; and firms: 中衡会计师事务所."""
    at = 0
    while match := _BODY.search(text, at):
        start = match.start() + _led(match["place"])
        start += _COUNTED_OFFICES.search(text, max(0, start - 1), start + 1) is not None  # 同2家区县法院签协议
        place = text[start : match.end("place")]
        if len(place) >= _LEAST_PLACE and not _COMMON_AREA.search(place):
            yield NamedThing(text[start : match.end()], start, match.end(), place)
            at = match.end()
        else:
            at = match.end("place")
    for match in _AGENCY.finditer(text):
        start = match.start() + _led(match["name"], least=2)
        if not _ANY_AGENCY.search(text, start, match.end("name")) and start < match.end("name"):
            yield NamedThing(text[start : match.end()], start, match.end())


def _led(words: str, least: int = _LEAST_PLACE) -> int:
    """How many characters before a name are no part of it: 的依据是青陵县 → 4; 日照市 is a name as a whole."""
    found = [(match.end(), match[0]) for match in _BEFORE_NAMES.finditer(words)]
    if not found:
        return 0
    last, particle = found[-1]
    if len(words) - last < _LEAST_PLACE - 1 and (particle not in _ALSO_IN_NAMES or len(words) > least + 1):
        return last  # 四是区残联: no name of a place
    return max((end for end, _ in found if len(words) - end >= least), default=0)


def names_a_place(words: str) -> bool:
    """Whether a name of a place stands before 市 or 县, not what is done or how many there are: 下辖县, 一个市."""
    read = dictionary_words(words)
    if len(read) < 2 or len(read[-1]) > 1:
        return True
    kind = dictionary_class(read[-2])[:1]
    return kind not in _NO_NAMES_OF_PLACES or (len(read[-2]) == 1 and kind not in _JOINING)


_NO_NAMES_OF_PLACES = frozenset("vpcrmqdu")  # jieba's classes: verbs, prepositions, conjunctions, pronouns, counts …
_JOINING = frozenset("pc")


def projects(text: str) -> Iterator[NamedThing]:
    """What stands before 项目预算, 项目支出 and the like, in a list before 四个项目, or before ：预算 in a list."""
    for match in _PROJECT.finditer(text):
        if not _COUNTED_PROJECTS.search(match["name"]) and not _VERB_PHRASE.search(match["name"]):
            yield NamedThing(match["name"], match.start("name"), match.end("name"))
    for match in _LISTED_PROJECTS.finditer(text):
        at = match.start()
        for name in match["names"].split("、"):
            yield NamedThing(name, at, at + len(name))
            at += len(name) + 1
    headed = _HEADED_PROJECT.match(text)
    if headed and not _NO_PROJECT.search(headed["name"]):
        yield NamedThing(headed["name"], headed.start("name"), headed.end("name"))
