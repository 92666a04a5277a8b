"""What money is told to be spent on by a name like a project's (项目名称): ……扶持支出159.60万元, ……改造的138万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.language.bodies import NamedThing

_KINDS = (
    "扶持 建设 改造 提升 保障 补助 补贴 维护 运维 运行 工程 行动 治理 整治 救助 扶助 资助 监测 防治 养护 维修 修缮 "
    "修复 保护 购置 更新 升级 改建 扩建 新建 配套 奖补 贴息 普查 调查 规划 推广 培育 培训 免费开放 传承 交流 宣传 收购 "
    "储备 供养 安置 帮扶 帮困 慰问 创建 试点 示范 提质 增效 检测 监管 执法 服务 管理 开发 处置 清理 绿化 供水 "
    "排水 采购 处理"
)
_NAME = rf"(?P<name>(?:(?!是)[\u4e00-\u9fff]){{2,14}}?(?:{'|'.join(_KINDS.split())}))"
_AHEAD = r"(?:项目|工程|专项)?(?:的|因此|共|一共|全年|实际|只|仅|也|都|已|已经|累计|分别|合计|最终|有|才|还){0,3}"
_SPENT = (
    r"(?:(?:支出|用[掉了去]|花[掉了去费出]?|预算|结余|剩余?|安排|投入|兑付|支付|拨付|列支)(?=[约近超]?\d)|资金(?=[^的来]|的?\d)|执行率|"
    r"[约近超]?\d[\d,.]*[万亿]?元)"
)
_BEFORE_NUMBER = re.compile(rf"(?:^|[，。；：、—）（是 ]|[万亿]元和){_NAME}(?={_AHEAD}{_SPENT})")
_IN_LIST = re.compile(
    rf"(?:^|[，。；：、—）]){_NAME}(?=[、和与][\u4e00-\u9fff]{{4,14}}(?:项目)?分别(?:支出|用|花|执行))"
)
_HEAD = re.compile(
    rf"^\s*(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+[、是]|\d+[.．、]|[-•·*—]+)\s*{_NAME}(?:项目)?[。：:，,]"
    r"(?=[^。；]{0,16}(?:这个项目|该项目|(?:安排|支出|预算|投入|资金)[了为]?[约近超]?\d))"
)
_IN_PARTS = re.compile(
    rf"(?:^|[，。；：])\s*{_NAME}(?:项目)?(?=(?:的|共|有|分)*[\d一二两三四五六七八九十]+个(?:子项|子系统|分项|标段|单项|合同段|点位))"
)
_THE_MOST = re.compile(  # 花钱最多的是……，682.50万元; 其次是……，支出44.94万元
    r"(?:(?:最[多大高低少好差]|居首|第[一二三])的?(?:项目|一项|一个)?[是为]|其次是|次之的是|排在?(?:首位|第[一二三])的是)"
    r"(?P<name>[\u4e00-\u9fff]{4,14}?)(?:项目)?"
    r"(?=[，（](?:共|全年|实际|只|仅|预算)*(?:支出|执行率|用[掉了去]|花[掉了去费出]?)?为?[约近超]?\d[\d,.]*(?:[万亿]?元|[%％]))"
)
_OF_A_KIND = re.compile(  # ……为年中新增项目，……是跨年度项目
    r"(?:^|[，。；：])(?P<name>[\u4e00-\u9fff]{4,16}?)"
    r"(?=(?:为|是|属于?)[\u4e00-\u9fff]{0,4}(?:新增|追加|延续|跨年|一次性|重点|常年|经常)[^，。；\d]{0,4}项目[，。；])"
)
_DONE = re.compile(  # 圆满完成文化广场改扩建项目，
    r"(?:^|[，。；：、—）])(?:年内|全年|已经?|还|并|圆满|顺利|如期|按期|组织|先后)*"
    r"(?:实施|完成|建成|启动|开展|承担|承接)了?(?!重点|年度|本年|当年|民生|[续在新]建|跨年|部分|相关|有关|专项|配套|多[个项]|几[个项]|一[批些])"
    r"(?P<name>(?:(?![等各的及])[\u4e00-\u9fff]){4,16}?)项目(?=[，。；]|$)"
)
_NO_NAME = re.compile(
    r"^(?:强化|加强|健全|完善|规范|严格|推进|落实|提高|优化|深化|夯实|抓好|做好|狠抓|加大|开展|实施|组织|推动|加快|用于|"
    r"主要|其中|包括|以及|为了?|对于?|通过|按照?|根据|由于?|因为?|统筹|全面|继续|进一步|支持|完成|负责|承担|各项?|全部|所有|其他|"
    r"其余|剩余|项目|基本|上述|两|三|四|五|这|该|全年|年初|年末|年中|追加|调增|调减|增加|减少|新增|实际|本|我|在|从|到|把|将|给|"
    r"发放|拨付|兑付|兑现|下达|下拨|给予|争取|提供|购买|享受|领取|申领|减免|收取|缴纳|支付|偿还|收到|获得|申请|垫付|列支|"
    r"加(?![固强装压油工氧密速盖湿热])|后来|中间|期间|另外?|再|又|省里|市里|县里|区里|中央|上级|"
    r"让|与|和|比|较|占|超|低|高|每|平均|[人户车场件亩次]均|政府采购|公务|三公)"
)


_GIVEN = re.compile(r"给|[增加添补拨]了")  # 中间增了班列扶持145万元: a verb stands in it


def spent_on(text: str) -> Iterator[NamedThing]:
    """The names like those of projects that stand right before what was spent on them, head what tells of it, or are
    told to be done: 圆满完成文化广场改扩建项目."""
    seen = set()
    for pattern in (_BEFORE_NUMBER, _IN_LIST, _HEAD, _IN_PARTS, _THE_MOST, _OF_A_KIND, _DONE):
        for match in pattern.finditer(text):
            plain = _NO_NAME.match(match["name"]) or _GIVEN.search(match["name"])
            if match.start("name") not in seen and not plain:
                seen.add(match.start("name"))
                yield NamedThing(match["name"], match.start("name"), match.end("name"))
