"""Cue words, verdict words and bodies as reports write them."""

from __future__ import annotations

import pytest

from reportgen.language.bodies import bodies, names_a_place, notices
from reportgen.language.cue_words import Cue, change_direction, cue_words
from reportgen.language.verdict_words import Claim, verdict_words


def test_cue_words_give_each_amount_its_role() -> None:
    found = cue_words("年初预算62万元，全年预算68万元，执行61万元，上年执行58万元")

    assert [word.cue for word in found] == [
        Cue.ORIGINAL_BUDGET, Cue.BUDGET, Cue.EXPENDITURE, Cue.PREVIOUS, Cue.EXPENDITURE,
    ]  # fmt: skip


def test_not_less_than_is_no_fall() -> None:
    assert change_direction("不少于80人", 0, 3) == 0
    assert change_direction("同比下降", 0, 4) == -1


def test_a_negated_verdict_is_the_opposite_verdict() -> None:
    assert [word.claim for word in verdict_words("没有完成年度任务。超额完成。没有超支。")] == [
        Claim.MISSED, Claim.EXCEEDED, Claim.WITHIN_BUDGET,
    ]  # fmt: skip


def test_a_plan_claims_no_verdict() -> None:
    assert verdict_words("下一步，确保全部完成目标。") == ()


def test_a_rating_is_named() -> None:
    assert [word.value for word in verdict_words("评价等级为“良”。")] == ["良"]


def test_an_office_of_a_named_region_is_a_body_and_a_general_one_is_not() -> None:
    assert [one.name for one in bodies("由松澜县应急管理局牵头，报县财政局审核。")] == ["松澜县应急管理局"]


def test_an_office_whose_whole_name_is_its_kind_is_a_body() -> None:
    text = "松澜县残联会同岚溪市档案馆检查，各县区医院参加，岚溪市局印发。"

    assert [one.name for one in bodies(text)] == ["松澜县残联", "岚溪市档案馆"]


def test_titles_stand_in_their_marks() -> None:
    assert [one.name for one in notices("按照《资金管理办法》执行")] == ["资金管理办法"]


@pytest.mark.parametrize("words", ["柏林县", "岚溪市", "下陆区", "得荣县", "和平县", "巧家县"])
def test_a_name_of_a_place_is_one_whatever_its_characters_mean(words: str) -> None:
    assert names_a_place(words)


@pytest.mark.parametrize("words", ["下辖县", "一个市", "其他县", "支持区", "乐团为市"])
def test_what_is_done_or_counted_is_no_name_of_a_place(words: str) -> None:
    assert not names_a_place(words)
