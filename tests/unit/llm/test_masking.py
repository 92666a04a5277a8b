import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.llm.chat import ChatReply, ChatRequest, Message, Rung
from reportgen.llm.masking import Masking, is_card_number, is_identity_number


def masked(text, *names):
    request = ChatRequest(purpose="p", messages=(Message("user", text),), schema={}, schema_name="s")
    return Masking(names).mask(request)


def text_of(text, *names):
    return masked(text, *names).request.messages[0].content


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("身份证号11010519491231002X。", "身份证号〔证件号A〕。"),
        ("身份证号11010519491231002x。", "身份证号〔证件号A〕。"),
        ("身份证号１１０１０５１９４９１２３１００２Ｘ。", "身份证号〔证件号A〕。"),
        ("一字之误：110105194912310021", "一字之误：〔证件号A〕"),
        ("旧证110105491231002", "旧证〔证件号A〕"),
        ("电话13812345678转", "电话〔手机号A〕转"),
        ("电话138-1234-5678、+86 139 1234 5678", "电话〔手机号A〕、〔手机号B〕"),
        ("电话１３８１２３４５６７８", "电话〔手机号A〕"),
        ("卡号6222020200000000006", "卡号〔银行卡号A〕"),
        ("卡号4111 1111 1111 1111，4111-1111-1111-1111", "卡号〔银行卡号A〕，〔银行卡号B〕"),
        ("13812345678和13812345678是同一个号码", "〔手机号A〕和〔手机号A〕是同一个号码"),
    ],
)
def test_an_identity_number_is_masked(text, sent):
    assert text_of(text) == sent


@pytest.mark.parametrize(
    "text",
    [
        "预算138123.45678万元",
        "全年执行数12345678901234元",
        "电话022-23456789",
        "文号津财绩效〔2023〕12号",
        "编号A13812345678",
        "流水号138123456789",
        "项目编码110105199913310021",
        "数字4111111111111112不是卡号",
        "2023年1月1日至12月31日",
        "0000000000000000",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert text_of(text) == text


def test_names_are_masked_longest_first_each_under_one_placeholder():
    assert text_of("欧阳建国、欧阳建、李四和欧阳建国", "欧阳建", "欧阳建国", "李四") == (
        "〔人员A〕、〔人员B〕、〔人员C〕和〔人员A〕"
    )


def test_a_name_of_one_character_would_tear_words_apart_and_is_left_alone():
    assert text_of("张贴公告", "张", "", " ") == "张贴公告"


def test_the_twenty_seventh_name_gets_two_letters():
    names = [f"职员{letter}" for letter in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥金木水火土"]

    assert text_of("、".join(names), *names).endswith("〔人员Z〕、〔人员AA〕")


def test_what_looks_like_a_placeholder_stays_what_it_is():
    one = masked("原文写的是〔人员A〕，联系人李四。", "李四")

    assert one.request.messages[0].content == "原文写的是〔标记A〕，联系人〔人员A〕。"
    assert one.restored(one.request.messages[0].content) == "原文写的是〔人员A〕，联系人李四。"


def test_one_value_has_one_placeholder_in_all_messages_and_in_the_schema():
    request = ChatRequest(
        purpose="p",
        messages=(Message("system", "李四"), Message("user", "王五和李四")),
        schema={"enum": ["李四", "王五"], "maxItems": 3},
        schema_name="s",
    )

    sent = Masking(["李四", "王五"]).mask(request).request

    assert [message.content for message in sent.messages] == ["〔人员A〕", "〔人员B〕和〔人员A〕"]
    assert sent.schema == {"enum": ["〔人员A〕", "〔人员B〕"], "maxItems": 3}


def test_a_reply_is_restored_in_every_text_and_covered_again():
    one = masked("联系人李四，电话13812345678", "李四")
    data = {"sentences": [{"text": "找〔人员A〕，拨〔手机号A〕。", "facts": ["a"]}], "count": 2}
    reply = ChatReply(data=data, text=json.dumps(data), model="m", rung=Rung.SCHEMA, details=("〔人员A〕：太长",))

    restored = one.restore(reply)

    assert restored.data == {"sentences": [{"text": "找李四，拨13812345678。", "facts": ["a"]}], "count": 2}
    assert restored.details == ("李四：太长",)
    assert one.cover(restored) == replace(reply, text=reply.text)


@given(
    st.text(alphabet=st.sampled_from("李四王五〔〕人员标记AB手机号1381234567890Xx -年"), max_size=80),
    st.lists(st.text(alphabet="李四王五A1〔", min_size=2, max_size=4), max_size=3),
)
def test_restoring_gives_exactly_what_was_masked(text, names):
    one = masked(text, *names)

    assert one.restored(one.request.messages[0].content) == text


@given(st.dates().filter(lambda day: 1900 <= day.year < 2100), st.integers(0, 999))
def test_every_identity_number_with_a_fitting_check_digit_is_known(day, sequence):
    first = f"440300{day:%Y%m%d}{sequence:03}"
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(first))

    assert is_identity_number(first + "10X98765432"[total % 11])


@pytest.mark.parametrize(
    ("number", "known"),
    [("6222020200000000006", True), ("6222020200000000007", False), ("123456789012345", False)],
)
def test_a_card_number_passes_the_luhn_check(number, known):
    assert is_card_number(number) is known
