"""Fields of work (工作领域): the words only a field uses, and those that tell a text has to do with it. Data.

With them a row is seen to speak of a field that nothing else of its table or department has to do with.
"""

from __future__ import annotations

import re
from types import MappingProxyType

_WORDS = {
    "教育": ("学生 教师 校园 校舍 幼儿 入学 辍学 近视防控", "学 教 校 课 考试 培训 青少年 儿童 少年 未成年"),
    "农业农村": ("粮食 种植 耕地 农田 农户 畜禽 养殖 农药 农机 绿色农业", "农 粮 种 畜 乡 村 耕 田"),
    "卫生健康": ("疫苗 接种 孕产妇 卫生院 传染病 住院 诊疗", "医 卫 疫 健康 病 患 康复 诊 急救"),
    "残疾人事业": ("残疾人 扶残 助残 残障 假肢 盲人 手语", "残 盲 聋 肢 无障碍 康复 特殊"),
    "司法行政": ("法律援助 社区矫正 人民调解 公证 戒毒", "法 司 矫 调解 公证 毒 律师 维权 诉"),
    "水利": ("水库 灌溉 堤防 灌区", "水 河 堤 汛 灌 渠"),
    "文化旅游": ("图书馆 博物馆 文物 游客 景区 非遗", "文 图 馆 旅 游 书 艺 展 非遗"),
    "住房保障": ("公租房 棚改 老旧小区 保障房", "房 住 小区 棚"),
    "民政": ("养老院 低保 孤儿 殡葬 特困", "民政 养老 低保 孤 殡 困 老年 救助"),
    "科学技术": ("科研 专利 实验室 科普", "科 研 专利 实验 技术"),
    "消防": ("火灾 灭火 消防", "消防 火 应急 安全"),
    "城市管理": ("路灯 环卫 绿化带", "城 灯 环卫 绿 市容 街"),
    "林业": ("造林 林木 苗木 退耕", "林 木 绿 生态 草"),
}
FIELDS_OF_WORK = MappingProxyType(
    {
        name: (re.compile("|".join(own.split())), re.compile("|".join(related.split())))
        for name, (own, related) in _WORDS.items()
    }
)
