"""Units of the reports and the dimension each measures; only equal dimensions may be compared.

人 ≠ 人次 ≠ 户, 百分点 ≠ %, while 名, 位 and 人 are one, and 元, 万元, 亿元 differ only by a factor.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple


class Unit(NamedTuple):
    """A unit as it is written, its dimension, and how many base units it holds.

    Units of one *dimension* convert by *factor*; units of different dimensions never compare.
    """

    symbol: str
    dimension: str
    factor: Decimal = Decimal(1)

    def __str__(self) -> str:
        return self.symbol


_ONE = Decimal(1)

# dimension → {symbol: factor to the dimension's base unit}
_TABLE: dict[str, dict[str, Decimal]] = {
    "money": {
        "元": _ONE,
        "人民币": _ONE,
        "角": Decimal("0.1"),
        "百元": Decimal(100),
        "千元": Decimal(1000),
        "万元": Decimal(10_000),
        "万": Decimal(10_000),
        "百万元": Decimal(1_000_000),
        "千万元": Decimal(10_000_000),
        "亿元": Decimal(100_000_000),
    },
    "share": {"%": _ONE, "％": _ONE, "‰": Decimal("0.1"), "‱": Decimal("0.01")},
    "percentage point": {
        "百分点": _ONE,
        "个百分点": _ONE,
        "千分点": Decimal("0.1"),
        "个千分点": Decimal("0.1"),
        "基点": Decimal("0.01"),
        "BP": Decimal("0.01"),
    },
    "score": {"分": _ONE},
    "area": {
        "平方米": _ONE,
        "平米": _ONE,
        "㎡": _ONE,
        "m²": _ONE,
        "m2": _ONE,
        "万平方米": Decimal(10_000),
        "公顷": Decimal(10_000),
        "平方公里": Decimal(1_000_000),
        "平方千米": Decimal(1_000_000),
    },
    "field area": {"亩": _ONE, "万亩": Decimal(10_000)},
    "length": {
        "米": _ONE,
        "m": _ONE,
        "公里": Decimal(1000),
        "千米": Decimal(1000),
        "km": Decimal(1000),
        "厘米": Decimal("0.01"),
        "cm": Decimal("0.01"),
        "毫米": Decimal("0.001"),
        "mm": Decimal("0.001"),
    },
    "mass": {
        "吨": _ONE,
        "公斤": Decimal("0.001"),
        "千克": Decimal("0.001"),
        "kg": Decimal("0.001"),
        "斤": Decimal("0.0005"),
        "克": Decimal("1E-6"),
        "g": Decimal("1E-6"),
        "毫克": Decimal("1E-9"),
        "mg": Decimal("1E-9"),
        "微克": Decimal("1E-12"),
        "μg": Decimal("1E-12"),
        "µg": Decimal("1E-12"),
        "ug": Decimal("1E-12"),
        "万吨": Decimal(10_000),
    },
    "standard coal": {"吨标准煤": _ONE, "吨标煤": _ONE, "万吨标准煤": Decimal(10_000)},
    "volume": {
        "立方米": _ONE,
        "m³": _ONE,
        "m3": _ONE,
        "方": _ONE,
        "万立方米": Decimal(10_000),
        "亿立方米": Decimal(100_000_000),
        "升": Decimal("0.001"),
        "L": Decimal("0.001"),
        "毫升": Decimal("1E-6"),
        "mL": Decimal("1E-6"),
        "ml": Decimal("1E-6"),
    },
    "gas volume": {"标方": _ONE, "标立方米": _ONE, "标准立方米": _ONE},  # 标准状态下
    "container": {"标箱": _ONE, "标准箱": _ONE, "TEU": _ONE},
    "power": {
        "千瓦": _ONE,
        "kW": _ONE,
        "兆瓦": Decimal(1000),
        "MW": Decimal(1000),
        "万千瓦": Decimal(10_000),
    },
    "voltage": {"伏": _ONE, "V": _ONE, "千伏": Decimal(1000), "kV": Decimal(1000)},
    "temperature": {"℃": _ONE, "°C": _ONE, "摄氏度": _ONE},
    "sound level": {"分贝": _ONE, "dB": _ONE},
    "energy": {"度": _ONE, "千瓦时": _ONE, "kWh": _ONE, "万度": Decimal(10_000), "万千瓦时": Decimal(10_000)},
    "clock time": {"秒": _ONE, "分钟": Decimal(60), "小时": Decimal(3600), "个小时": Decimal(3600)},
    "day": {"天": _ONE, "日": _ONE, "周": Decimal(7)},
    "working day": {"工作日": _ONE, "个工作日": _ONE},
    "month": {"月": _ONE, "个月": _ONE, "年": Decimal(12), "年度": Decimal(12)},
    "age": {"岁": _ONE, "周岁": _ONE},
    "times as much": {"倍": _ONE},
    "person": {"人": _ONE, "名": _ONE, "位": _ONE, "人数": _ONE, "万人": Decimal(10_000)},
    "person-time": {"人次": _ONE, "万人次": Decimal(10_000), "人（次）": _ONE, "人(次)": _ONE},
    "household": {"户": _ONE, "万户": Decimal(10_000)},
    "session": {"场": _ONE, "场次": _ONE},
    "occasion": {"次": _ONE, "回": _ONE, "趟": _ONE, "遍": _ONE},
    "organisation": {"家": _ONE, "所": _ONE},
    "vehicle": {"辆": _ONE},
    "device": {"台": _ONE, "台套": _ONE, "台（套）": _ONE, "台(套)": _ONE},
}

_BY_SYMBOL: dict[str, Unit] = {
    symbol: Unit(symbol, dimension, factor) for dimension, units in _TABLE.items() for symbol, factor in units.items()
}

# Measure words (量词) that count one kind of thing each: a dimension of their own.
MEASURE_WORDS: tuple[str, ...] = tuple(
    (
        "个 件 项 例 期 届 批次 批 套 本 册 篇 份 条 版 幅 张 只 枚 块 支 部 处 座 "
        "栋 间 床 课时 学时 门 班 班次 株 棵 头 羽 口 盏 公顷 人天 人日 台次 户次 车次 艘 架 片 段 "
        "宗 起 笔 卷 盒 节 集 首 讲 轮 组 对 双 副 队 支队 村 镇 街镇 乡镇 社区 县 区 市 "
        "校 站 点 岗位 席 桌 层 级 等 类 种 样 款 金 银 铜 字 页 步 里 趟 遍 回 顿 "
        "名次 家次 例次 件次 人份 标段 公里次 兆 G MB GB TB 档 格"
    ).split()
)

for _word in MEASURE_WORDS:
    _BY_SYMBOL.setdefault(_word, Unit(_word, _word))

_KNOWN = frozenset(_BY_SYMBOL)
YUAN = _BY_SYMBOL["元"]
WAN_YUAN = _BY_SYMBOL["万元"]
PERCENT = _BY_SYMBOL["%"]
PERCENTAGE_POINT = _BY_SYMBOL["百分点"]
POINT = _BY_SYMBOL["分"]  # 分值、得分
PERSON = _BY_SYMBOL["人"]
NO_UNIT = Unit("", "")
_SCALES = {"千万": Decimal(10_000_000), "千": Decimal(1000), "万": Decimal(10_000), "亿": Decimal(100_000_000)}


@lru_cache(maxsize=4096)
def unit_named(symbol: str) -> Unit:
    """The unit written *symbol*; an unknown word counts only its own kind.

    A rate such as 元/㎡·年 takes the money's factor and the dimension ``money/㎡·年``; 万次 is ten thousand times 次.
    """
    symbol = symbol.strip()
    if not symbol:
        return NO_UNIT
    known = _BY_SYMBOL.get(symbol)
    if known is not None:
        return known
    numerator, slash, denominator = symbol.replace("／", "/").partition("/")
    if slash and numerator:
        top = unit_named(numerator)
        bottom = _BY_SYMBOL.get(denominator)
        dimension = f"{top.dimension}/{bottom.dimension if bottom else denominator}"
        factor = top.factor / bottom.factor if bottom else top.factor
        return Unit(symbol, dimension, factor)
    for scale, factor in _SCALES.items():
        counted = _BY_SYMBOL.get(symbol.removeprefix(scale)) if symbol.startswith(scale) else None
        if counted is not None:
            return Unit(symbol, counted.dimension, counted.factor * factor)
    return Unit(symbol, symbol)


def known_symbols() -> frozenset[str]:
    """Every unit and measure word the program knows by name."""
    return _KNOWN
