"""The spaCy pipeline finds names, keeps entered names whole, and costs nothing where it is not asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.language.pipeline import read


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("会同松阳县残疾人联合会开展检查。", [("松阳县残疾人联合会", "单位")]),
        ("资金拨付县财政局。", []),
        ("工作人员赴杭州调研。", [("杭州", "地名")]),
        ("由王建国局长牵头。", [("王建国", "人名")]),
        ("进一步提高服务水平。", []),
    ],
)
def test_names_of_persons_places_and_bodies_are_found(text: str, names: list[tuple[str, str]]) -> None:
    assert [(name.text, name.label_) for name in read(text).ents] == names


def test_an_entered_name_is_one_word_in_its_own_text_only() -> None:
    name = "岚溪片区两癌筛查"

    entered = [word.text for word in read(f"完成{name}工作", [name])]
    afterwards = [word.text for word in read(f"完成{name}工作")]

    assert entered == ["完成", name, "工作"]
    assert name not in afterwards


def test_of_two_entered_names_the_longer_is_kept_whole() -> None:
    words = [word.text for word in read("培训中心改造工程", ["培训中心", "培训中心改造"])]

    assert words == ["培训中心改造", "工程"]


@given(st.text(alphabet="王县局市报告在的12 \n\t，。a", max_size=30))
@settings(deadline=None, max_examples=50)
def test_the_words_of_any_text_are_the_text(text: str) -> None:
    assert read(text, ["县局"]).text == text


def test_commands_that_read_no_other_reports_import_neither_spacy_nor_the_tagger() -> None:
    program = (
        "import sys, reportgen.cli.main\n"
        "from reportgen.checking.checker import check_text\n"
        "from reportgen.model.facts import FactLedger\n"
        "check_text('会同松阳县残疾人联合会培训80人，达到目标。', FactLedger([]))\n"
        "print('spacy' in sys.modules, 'jieba.posseg' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False False"
