"""Every number of a Chinese text is found where it stands, and nothing passes unseen."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

import cn2an
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reportgen.quantities.mentions import Mention, MentionKind, Scan, header_unit, scan
from reportgen.quantities.number_words import NUMERAL_CHARACTERS
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.target_values import Comparator
from reportgen.quantities.units import PERSON, WAN_YUAN, unit_named

SPECS = Path(__file__).parents[2] / "specs" / "mentions.yaml"


def only(text: str, **options: Any) -> Mention:
    """The single mention of *text*."""
    (mention,) = scan(text, **options).mentions
    return mention


def spec_line(mention: Mention) -> str:
    """A mention as the spec file writes it."""
    unit = f" {mention.unit.symbol}" if mention.unit.symbol else ""
    signs = [mention.comparator.value] if mention.comparator else []
    signs += ["约"] if mention.approximate and mention.kind is not MentionKind.RANGE else []
    return f"{mention.text} = {mention.normal}{unit}（{mention.kind.chinese}）{' '.join(signs)}"


def specs() -> list[tuple[str, list[str]]]:
    """The lines of the spec file; 无 stands for no number."""
    read = yaml.safe_load(SPECS.read_text(encoding="utf-8"))
    return [(case["文字"], [] if case["数字"] == "无" else case["数字"]) for case in read]


@pytest.mark.parametrize(("text", "wanted"), specs())
def test_the_spec_file_holds(text: str, wanted: list[str]) -> None:
    assert [spec_line(mention) for mention in scan(text).mentions] == wanted


def test_offsets_are_those_of_the_original_text() -> None:
    text = "（甲）培训\u200b１，２３４\ufeff人，约占９８．５％"

    found = [(text[m.start : m.end], m.value) for m in scan(text).mentions]

    assert found == [("１，２３４\ufeff人", Decimal("1234")), ("９８．５％", Decimal("98.5"))]


def test_hidden_characters_neither_split_nor_hide_a_number() -> None:
    mention = only("支出3\u200b7\u31644\u00ad.2\u20606万元")

    assert (mention.text, mention.value) == ("3\u200b7\u31644\u00ad.2\u20606万元", Decimal("3742600"))


def test_the_words_around_a_number_lie_in_its_phrase() -> None:
    text = "人数超过1200人左右"

    mention = only(text)

    assert text[mention.start : mention.end] == "1200人"
    assert text[mention.phrase_start : mention.phrase_end] == "超过1200人左右"
    assert (mention.qualifiers, mention.comparator, mention.approximate) == (
        ("超过", "左右"),
        Comparator.MORE_THAN,
        True,
    )


def test_a_number_is_also_kept_as_it_was_written() -> None:
    mention = only("惠及1.04万余人")

    assert mention.quantity == Quantity(Decimal("1.04"), unit_named("万人"))
    assert mention.quantity is not None
    assert mention.quantity.restates(Quantity(Decimal("10432"), PERSON))
    assert not mention.quantity.restates(Quantity(Decimal("10583"), PERSON))


def test_money_is_counted_in_yuan_and_keeps_its_written_scale() -> None:
    mention = only("预算374.26万元")

    assert (mention.value, mention.unit.symbol) == (Decimal("3742600"), "元")
    assert mention.quantity == Quantity(Decimal("374.26"), WAN_YUAN)


def test_a_bare_figure_takes_the_unit_of_its_header() -> None:
    under_header = scan("10,389.70\t94.56%", context_unit=WAN_YUAN).mentions

    assert [(m.kind.value, m.value, m.unit.symbol) for m in under_header] == [
        ("money", Decimal("103897000"), "元"),
        ("percent", Decimal("94.56"), "%"),
    ]
    assert under_header[0].quantity == Quantity(Decimal("10389.70"), WAN_YUAN)


@pytest.mark.parametrize(
    ("header", "unit"),
    [("单位：万元", "万元"), ("金额单位: 元", "元"), ("（单位：人民币亿元）", "亿元"), ("单位：人", "")],
)
def test_a_header_names_the_unit_of_money(header: str, unit: str) -> None:
    assert header_unit(header).symbol == unit


def test_numbers_inside_an_entered_name_claim_nothing() -> None:
    text = "综合园区运行经费（2023年）支出98.4万元"

    mentions = scan(text, names=["综合园区运行经费（2023年）"]).mentions

    assert [(m.text, m.kind.value, m.name) for m in mentions] == [
        ("2023年", "name-embedded", "综合园区运行经费（2023年）"),
        ("98.4万元", "money", ""),
    ]


def test_what_a_rate_is_told_per_claims_nothing() -> None:
    mentions = scan("煤矿百万吨死亡率0.02，吞吐近百万吨").mentions

    assert [(m.text, m.exempt) for m in mentions] == [("百万吨", "比率的分母"), ("0.02", ""), ("百万吨", "")]


def test_a_name_never_ends_within_a_number() -> None:
    mention = only("项目100万元", names=["项目1"])

    assert (mention.text, mention.kind) == ("100万元", MentionKind.MONEY)


def test_a_numeral_of_an_entered_name_is_never_unreadable() -> None:
    result = scan("六枣社区服务站", names=["六枣社区"])

    assert (result.unreadable, [word.text for word in result.traps]) == ((), ["六"])


def test_an_unknown_numeral_is_reported_unreadable() -> None:
    result = scan("共有五魆参加")

    assert [word.text for word in result.unreadable] == ["五"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("每天平均一百来艘次", ["一百来艘次"]),
        ("一起罚六千三百来块", ["六千三百来块"]),
        ("走访三百来趟", ["三百来趟"]),
        ("收到3封来信、2024来函", ["3封", "2024"]),
    ],
)
def test_lai_blurs_a_number_before_what_is_counted(text: str, wanted: list[str]) -> None:
    assert [one.text for one in scan(text).mentions] == wanted


def test_pieces_are_yuan_where_the_sentence_counts_money_in_them() -> None:
    units = [one.unit.symbol for one in scan("成本283块钱，上年是292块。换显示屏12块。").mentions]

    assert units == ["元", "元", "块"]


@pytest.mark.parametrize("text", ["2023年2月30日", "13月完成", "共٣个"])
def test_impossible_and_foreign_figures_are_never_read_as_dates(text: str) -> None:
    kinds = {mention.kind for mention in scan(text).mentions if mention.text == text[: len(mention.text)]}

    assert MentionKind.DATE_RANGE not in kinds
    assert all(mention.normal not in {"2023-02-30", "XXXX-13"} for mention in scan(text).mentions)


def test_claims_leave_out_labels_and_levels() -> None:
    text = "（一）一级指标5个，第七届大赛每100户2辆"

    assert [mention.text for mention in scan(text).claims] == ["5个", "2辆"]


@pytest.mark.parametrize(
    "word",
    """
    进一步 统一 一致 一系列 一定 十分 万分 千方百计 万无一失 千家万户 第一时间 一体化 一站式 一把手 一手抓 五子棋
    三轮车 八达岭 三亚市 九江市 四川省 零星 半自理 多方 双向 百姓 之一 五湖四海 七上八下 百年大计 三番五次 二维码
    四通八达 五颜六色 一心一意 十字路口 百货大楼 千里之外 万象更新 四面八方 六神无主 半途而废 两岸 两癌 两免一补 三角形
    一般公共预算 九牛一毛
    """.split(),
)
def test_a_trap_word_states_no_number(word: str) -> None:
    result = scan(word)

    assert (result.mentions, result.unreadable) == ((), ())


def accounted(text: str, result: Scan) -> list[int]:
    """How many parts of the scan each character of *text* belongs to."""
    counts = [0] * len(text)
    for part in (*result.mentions, *result.traps, *result.unreadable):
        for at in range(part.start, part.end):
            counts[at] += 1
    return counts


def is_numeral(character: str) -> bool:
    """Whether a character is a digit of any kind or a Chinese numeral."""
    ideograph = "\u4e00" <= character <= "\u9fff"
    return character in NUMERAL_CHARACTERS or (not ideograph and unicodedata.numeric(character, None) is not None)


SIGNS = (
    "0123456789０５９,，.．。:：/-—~至到 \t\n()（）[]〔〕【】“”《》一二三四五六七八九十百千万亿两半廿零〇○壹贰拾陆伍"
    "卅卌俩仨兩貳參叄陸萬億叁肆柒捌玖佰仟翻"
    "点第前上下几数多余来近约超年月日号季度个人次元角分成%％‰倍番比之级届名户项条①㈠½²Ⅲ٣\u200b\ufeff㎡m²ABcN+×"
    "表附件图令其是同每周星期初末全会大等奖统进步整内以块毛钱龄价强合率班后O电话"
)
HALVES = st.characters(categories=["Cs", "Nd", "Nl", "No", "Cf"])  # halves of characters, odd digits, hidden signs
TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=SIGNS, max_size=30),
    st.text(alphabet=st.one_of(HALVES, st.sampled_from(SIGNS))),
)


@given(TEXTS)
def test_every_numeral_character_is_accounted_for(text: str) -> None:
    counts = accounted(text, scan(text))

    missed = [character for character, count in zip(text, counts, strict=True) if is_numeral(character) and not count]

    assert missed == []


@given(TEXTS)
def test_what_is_found_stands_where_it_says(text: str) -> None:
    result = scan(text)

    parts = (*result.mentions, *result.traps, *result.unreadable)
    assert [text[part.start : part.end] for part in parts] == [part.text for part in parts]
    assert all(m.phrase_start <= m.start < m.end <= m.phrase_end for m in result.mentions)


@given(st.text(alphabet=SIGNS.translate(str.maketrans("", "", "㈠½㎡")), max_size=30))
def test_no_character_belongs_to_two_parts(text: str) -> None:
    assert max(accounted(text, scan(text)), default=0) <= 1


@given(st.lists(st.sampled_from(SIGNS), max_size=16), st.sampled_from("\u200b\u00ad\u2060\ufeff\u0301\u202e"))
def test_a_hidden_character_between_any_two_changes_nothing(characters: list[str], hidden: str) -> None:
    plain, hiding = scan("".join(characters)), scan(hidden.join(characters))

    assert [(m.kind, m.normal, m.unit) for m in hiding.mentions] == [(m.kind, m.normal, m.unit) for m in plain.mentions]
    assert len(hiding.unreadable) == len(plain.unreadable)


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["元", "人次", "%", "个百分点", "天"]))
def test_a_full_width_figure_is_the_same_figure(n: int, unit: str) -> None:
    wide = f"{n}".translate(str.maketrans("0123456789", "０１２３４５６７８９"))

    assert only(f"共{wide}{unit}。").normal == only(f"共{n}{unit}。").normal


@given(st.integers(min_value=11, max_value=10**9).filter(lambda n: n % 10_000 and n % 100))
def test_a_count_in_words_has_the_value_an_independent_writer_meant(n: int) -> None:
    mention = only(f"共有{cn2an.an2cn(n)}人。")

    assert (mention.value, mention.unit.symbol) == (n, "人")


@given(
    st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["元", "万元", "亿元", "%", "人次", "平方米"])
)
def test_a_written_figure_is_found_whole(value: Decimal, unit: str) -> None:
    surface = f"{value:,f}{unit}"

    mention = only(f"全年为{surface}，")

    assert mention.text == surface
    assert mention.quantity is not None
    assert mention.quantity.base == value * unit_named(unit).factor


def test_a_scan_without_numbers_is_empty() -> None:
    assert scan("按照要求完成各项工作") == Scan((), (), ())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("智力障碍42人次之，脑瘫37人", ["42人", "37人"]),
        ("213支队伍参赛", ["213支"]),
        ("接听咨询电话5.28万个、电话5,320个", ["5.28万个", "5,320个"]),
        ("便宜两块三毛七。", ["两块三毛七"]),
    ],
)
def test_what_begins_a_word_of_its_own_is_no_unit(text: str, wanted: list[str]) -> None:
    assert [one.text for one in scan(text).mentions] == wanted
