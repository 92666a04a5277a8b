"""What names of persons, places and bodies look like in words (专名的构成), as patterns of spaCy's matcher.

Rather one name too many than one too few: what is masked costs nothing, what is not leaks another department's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_OF_A_PLACE = "省 自治区 自治州 自治县 市 县 区 旗 镇 乡 街道 社区 村".split()
_OF_A_BODY = (
    "局 委员会 厅 中心 大队 支队 总队 事务所 服务站 管理站 管理所 福利院 联合会 残联 妇联 学校 中学 小学 医院 卫生院 "
    "集团 公司 研究院 研究所 工作站 办公室 协会 学会 基金会 合作社 法院 检察院 大学 学院 幼儿园 银行 党校 档案馆 "
    "图书馆 文化馆 博物馆 体育馆 殡仪馆"
).split()
_IN_A_NAME = "n nz ns nt nr nrt nrfg j vn zg s ng b an m".split()
_BEFORE_A_NAME = "报 会同 委托 结果 报告 由 经 请 送 提交 通过 联合 配合 转 各 该 本 我 为 资料 材料 单位 等".split()
# Offices every place has; with only 省/市/县/区 before them they name nobody.
_EVERYWHERE = frozenset(
    "财政局 审计局 统计局 财政厅 审计厅 办公室 委员会 主管局 公司 医院 学校 中学 小学 中心 局 厅 卫生院 社区 村 幼儿园 "
    "学院 大学 银行 协会 机关 服务中心 合作社 事务所 会计师事务所 事业单位 常委会 社区服务中心 经局".split()
)
_TITLES = "同志 局长 副局长 主任 副主任 处长 科长 书记 院长 校长 县长 市长 厅长 组长 等人".split()
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹章云苏潘葛范彭郎鲁韦马方任袁柳史唐薛雷贺倪汤殷罗毕郝"
    "安常傅卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛米贝戴宋庞熊纪舒屈项祝董梁杜阮蓝季贾江童颜郭梅林钟徐邱高夏蔡田胡霍万柯卢莫房丁邓石崔"
    "龚程邢裴陆翁荀段侯武刘景龙叶黎白赖乔谭温庄柴瞿文欧"
)
_LEVELS = frozenset("省 市 县 区 州 旗 镇 乡 村 全省 全市 全县 全区".split())
_NO_PLACE = (
    "全省 全市 全县 全区 城区 城乡 山区 城市 县城 县区 市区 省市 中国 我国 全国 国家 农村 乡村 地区 市县".split()
)
_PERSONS = ["nr", "nrt", "nrfg"]

Word = dict[str, Any]


@dataclass(frozen=True, slots=True)
class NamePattern:
    """Rows of words that hold a name of *kind*, with so many words *before* and *behind* it that are no part of it."""

    kind: str
    tokens: list[list[Word]]
    before: int = 0
    behind: int = 0


def _ending(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(words)})$"


_UNKNOWN: Word = {"_": {"unknown_word": True}}
_BODY_END: Word = {"TEXT": {"REGEX": _ending(_OF_A_BODY)}}
_BEFORE_BODY: Word = {"TAG": {"IN": _IN_A_NAME}, "TEXT": {"NOT_IN": _BEFORE_A_NAME}, "OP": "*"}
_PLACE_WORD: Word = {"TEXT": {"REGEX": _ending(_OF_A_PLACE), "NOT_IN": _NO_PLACE}, "LENGTH": {">": 2}}
_PERSON: Word = {"TAG": {"IN": _PERSONS}, "LENGTH": {">=": 2, "<=": 4}}

NAME_PATTERNS = {
    "body": NamePattern(
        "单位",
        [
            [_BEFORE_BODY, _BODY_END | {"TAG": {"IN": _IN_A_NAME}}],
            [_BEFORE_BODY, _BODY_END | {"LENGTH": {"<=": 3}}],
        ],
    ),
    "place of two words": NamePattern(
        "地名",
        [
            [{"TAG": "ns", "LENGTH": {">": 1}}, {"TEXT": {"IN": _OF_A_PLACE}}],
            [_UNKNOWN | {"TAG": {"NOT_IN": ["m", "eng", "x"]}, "LENGTH": {">": 1}}, {"TEXT": {"IN": _OF_A_PLACE}}],
        ],
    ),
    "place of one word": NamePattern(
        "地名", [[_PLACE_WORD | {"TAG": {"IN": ["ns", "nr", "nz"]}}], [_PLACE_WORD | _UNKNOWN]]
    ),
    "place gone to": NamePattern(
        "地名",
        [[{"TEXT": {"IN": "赴 到 在 从 往 于".split()}}, {"TAG": "ns", "TEXT": {"NOT_IN": _NO_PLACE}}]],
        before=1,
    ),
    "person with a title": NamePattern("人名", [[_PERSON, {"TEXT": {"IN": _TITLES}}]], behind=1),
    "person": NamePattern("人名", [[_PERSON | _UNKNOWN | {"TEXT": {"REGEX": f"^[{SURNAMES}]"}}]]),
}


def is_everywhere(words: Sequence[str]) -> bool:
    """Whether the words name an office that every place has: 县财政局."""
    rest = "".join(word for word in words if word not in _LEVELS)
    return rest in _EVERYWHERE or not rest
