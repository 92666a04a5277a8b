"""Units, direction and class of indicators."""

import pytest

from consistency_papers import codes_in, form_of

FAULTY = [
    ("产出指标|质量指标|工资发放准确率|14人|14人|5|5|", "UNIT_RATE"),
    ("满意度指标|服务对象满意度指标|用水户满意度|是/否|是|5|5|", "UNIT_YES_NO"),
    ("产出指标|数量指标|坐席服务人员数量|2个|2个|5|5|", "UNIT_COUNT"),
    ("产出指标|数量指标|接受救助人次|50人|50人|5|5|", "UNIT_COUNT"),
    ("产出指标|数量指标|人员保障数|≥9人|100%|5|5|", "UNIT_TARGET_ACTUAL"),
    ("产出指标|数量指标|得到救助服务人数|≤225人|200人|5|5|", "DIRECTION"),
    ("产出指标|数量指标|办公用电量|≥5500度|6000度|5|5|", "DIRECTION"),
    ("产出指标|数量指标|证件换发合格率|≥80%|85%|5|5|", "MISPLACED"),
    ("产出指标|质量指标|观影人次数量|≥520人次|600人次|5|5|", "MISPLACED"),
    ("产出指标|质量指标|资金使用率|≥90%|95%|5|5|", "MISPLACED"),
    ("效益指标|生态效益指标|保障社会发展|≥90%|95%|5|5|", "MISPLACED"),
    ("产出指标|质量指标|材料合格率|≥95%|105%|5|5|", "RATE_ABOVE_100"),
    ("产出指标|成本指标|救助补助标准|500元|500元|5|5|", "STANDARD_UNIT"),
]
SOUND = [
    "产出指标|质量指标|工资发放准确率|100%|100%|5|5|",
    "产出指标|质量指标|材料合格率|100%(105件)|105件|5|5|",
    "产出指标|数量指标|坐席服务人员数量|2名|2名|5|5|",
    "产出指标|数量指标|接受救助人次|50人次|56人次|5|5|",
    "产出指标|数量指标|救助机构数量|≥20个|20家|5|5|",
    "产出指标|数量指标|安全事故伤亡人数|≤2人|0人|5|5|",
    "产出指标|数量指标|办公用电量|≤5500度|5200度|5|5|",
    "产出指标|时效指标|投诉响应时间|≤30分钟|20分钟|5|5|",
    "产出指标|质量指标|文字差错率|<1‰|0.5‰|5|5|",
    "效益指标|生态效益指标|河道水质达标率|≥90%|95%|5|5|",
    "产出指标|成本指标|救助补助标准|500元/户|500元/户|5|5|",
    "效益指标|经济效益指标|用水效率|提高|达成|5|5|",
]
CODES = {code for _, code in FAULTY}


@pytest.mark.parametrize(("row", "code"), FAULTY)
def test_a_value_that_does_not_fit_its_name_is_told(row: str, code: str) -> None:
    assert code in codes_in(form_of(row))


@pytest.mark.parametrize("row", SOUND)
def test_a_value_that_fits_its_name_is_not(row: str) -> None:
    assert codes_in(form_of(row)) & CODES == set()
