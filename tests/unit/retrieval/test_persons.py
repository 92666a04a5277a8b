"""Names of persons, to be masked before anything is sent."""

import pytest

from reportgen.retrieval.persons import persons_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("由欧阳建国牵头，王芳同志负责具体工作。", {"欧阳建国", "王芳"}),
        ("联系人：张伟，电话13812345678", {"张伟"}),
        ("张三、李四和王五参加了会议", {"张三", "李四", "王五"}),
        ("局党组书记陈志强任组长，副局长刘洋任副组长", {"陈志强", "刘洋"}),
        ("财务人员司马光远汇总", {"司马光远"}),
        ("受助人买买提·艾力，身份证号110101199003078888", {"买买提·艾力"}),
        ("患者林小雨反映等候时间长", {"林小雨"}),
    ],
)
def test_a_person_is_known_by_what_stands_about_the_name(text: str, names: set[str]) -> None:
    assert persons_in(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "学生安全，教师任务重",
        "由高标准农田办负责，和平解决问题",
        "局长办公会研究，主任科员负责",
        "残疾人康复服务，老人安置，干部任免",
        "举办残疾人文化周活动",
        "由江河管理处牵头",
    ],
)
def test_words_of_the_work_are_no_persons(text: str) -> None:
    assert persons_in(text) == set()
