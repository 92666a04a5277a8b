"""Names of persons, places and bodies in a text (专名), by the classes of its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.language.word_classes import TaggedWord, tagged_words

_OF_A_PLACE = ("省", "自治区", "自治州", "自治县", "市", "县", "区", "旗", "镇", "乡", "街道", "社区", "村")
_OF_A_BODY = (
    "局 委员会 厅 中心 大队 支队 总队 事务所 服务站 管理站 管理所 福利院 联合会 残联 妇联 学校 中学 小学 医院 卫生院 "
    "集团 公司 研究院 研究所 工作站 办公室 协会 学会 基金会 合作社 法院 检察院 大学 学院 幼儿园 银行 党校 档案馆 "
    "图书馆 文化馆 博物馆 体育馆 殡仪馆"
).split()
_IN_A_NAME = frozenset({"n", "nz", "ns", "nt", "nr", "nrt", "nrfg", "j", "vn", "zg", "s", "ng", "b", "an", "m"})
_BEFORE_A_NAME = frozenset(
    "报 会同 委托 结果 报告 由 经 请 送 提交 通过 联合 配合 转 各 该 本 我 为 资料 材料 单位 等".split()
)
# Offices every place has; with only 省/市/县/区 before them they name nobody.
_EVERYWHERE = frozenset(
    "财政局 审计局 统计局 财政厅 审计厅 办公室 委员会 主管局 公司 医院 学校 中学 小学 中心 局 厅 卫生院 社区 村 幼儿园 "
    "学院 大学 银行 协会 机关 服务中心 合作社 事务所 会计师事务所 事业单位 常委会 社区服务中心 经局".split()
)
_TITLES = frozenset("同志 局长 副局长 主任 副主任 处长 科长 书记 院长 校长 县长 市长 厅长 组长 等人".split())
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹章云苏潘葛范彭郎鲁韦马方任袁柳史唐薛雷贺倪汤殷罗毕郝"
    "安常傅卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛米贝戴宋庞熊纪舒屈项祝董梁杜阮蓝季贾江童颜郭梅林钟徐邱高夏蔡田胡霍万柯卢莫房丁邓石崔"
    "龚程邢裴陆翁荀段侯武刘景龙叶黎白赖乔谭温庄柴瞿文欧"
)
_LEVELS = frozenset("省 市 县 区 州 旗 镇 乡 村 全省 全市 全县 全区".split())
_NO_PLACE = frozenset(
    "全省 全市 全县 全区 城区 城乡 山区 城市 县城 县区 市区 省市 中国 我国 全国 国家 农村 乡村 地区 市县".split()
)


def proper_names(text: str) -> Iterator[tuple[int, int, str]]:
    """``start, end, kind`` of each name; kinds are 人名, 地名 and 单位. Rather one too many than one too few."""
    words = tuple(tagged_words(text))
    for at, word in enumerate(words):
        if word.word.endswith(tuple(_OF_A_BODY)) and (word.tag in _IN_A_NAME or len(word.word) <= 3):
            first = _begin(words, at)
            if not _is_everywhere(words[first : at + 1]):
                yield words[first].start, word.end, "单位"
        elif word.word in _OF_A_PLACE and at and _is_own_name(words[at - 1]):
            yield words[at - 1].start, word.end, "地名"
        elif _ends_as_a_place(word) or (at and _is_place_gone_to(words[at - 1], word)):
            yield word.start, word.end, "地名"
        elif _is_person(word, words[at + 1].word if at + 1 < len(words) else ""):
            yield word.start, word.end, "人名"


def _ends_as_a_place(word: TaggedWord) -> bool:
    return (
        len(word.word) > 2
        and word.word.endswith(_OF_A_PLACE)
        and (word.tag in {"ns", "nr", "nz"} or not word.known)
        and word.word not in _NO_PLACE
    )


def _is_place_gone_to(before: TaggedWord, word: TaggedWord) -> bool:
    return before.word in {"赴", "到", "在", "从", "往", "于"} and word.tag == "ns" and word.word not in _NO_PLACE


def _is_person(word: TaggedWord, after: str) -> bool:
    """A name no dictionary has that begins with a surname, or any name before a title."""
    if word.tag not in {"nr", "nrt", "nrfg"} or not 2 <= len(word.word) <= 4:
        return False
    return after in _TITLES or (not word.known and word.word[0] in SURNAMES)


def _begin(words: Sequence[TaggedWord], at: int) -> int:
    """The index of the first word of the name that ends at *at*."""
    first = at
    while first and words[first - 1].tag in _IN_A_NAME and words[first - 1].word not in _BEFORE_A_NAME:
        first -= 1
    return first


def _is_everywhere(name: Sequence[TaggedWord]) -> bool:
    rest = "".join(word.word for word in name if word.word not in _LEVELS)
    return rest in _EVERYWHERE or not rest


def _is_own_name(word: TaggedWord) -> bool:
    """Whether *word* can be the name of a place: a known place, or a word no dictionary has."""
    return len(word.word) > 1 and (word.tag == "ns" or not word.known) and word.tag not in {"m", "eng", "x"}
