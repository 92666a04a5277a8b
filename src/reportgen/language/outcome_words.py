"""Verbs and idioms by which a count of tasks or indicators is told done or failed (成败): 十二项如愿, 两项掉了队."""

from __future__ import annotations

_DONE = """
完成 达到 达标 达成 实现 如愿 兑现 过关 过线 办成 办妥 办好 做到 做成 做好
到位 拿下 交卷 告成 合格 及格 跑完 建成 结清 告捷 得手 收官 见效 落地
落到实处 超额 圆满 打了勾 亮绿灯
"""
_FAILED = """
落空 失守 掉队 掉了队 掉链子 落后 落在后面 滞后 拖后腿 拖了后腿 欠账 欠了账
亏欠 亮红灯 亮了红灯 不及格 不合格 未果 泡汤 爽约 食言 失约 告吹 搁浅 卡壳
卡住 打了折扣 打折扣 差口气 差一口气 差强人意 失分 丢分 脱靶 失利 垫了底 走了空
拖了下来 留了尾巴 留下尾巴 有缺口 有欠缺
"""
DONE = "|".join(sorted(_DONE.split(), key=len, reverse=True))
FAILED = "|".join(sorted(_FAILED.split(), key=len, reverse=True))
