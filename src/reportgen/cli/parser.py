"""The command line in Chinese: every command, its arguments and its errors."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from reportgen.llm.endpoint_values import ENDPOINT_VALUES

EXIT_OK, EXIT_ERRORS_FOUND, EXIT_FAILED = 0, 1, 2

_MESSAGES = (
    (re.compile(r"the following arguments are required: (.*)"), r"缺少参数：\1"),
    (re.compile(r"unrecognized arguments: (.*)"), r"不认识的参数：\1"),
    (re.compile(r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)"), r"\1 不能是 \2，可以是：\3"),
    (re.compile(r"argument (.*?): expected one argument"), r"\1 后面要跟一个值"),
    (re.compile(r"argument (.*?): expected at least one argument"), r"\1 后面至少要跟一个值"),
    (re.compile(r"argument (.*?): ignored explicit argument (.*)"), r"\1 后面不能跟 \2"),
    (re.compile(r"argument (.*?): not allowed with argument (.*)"), r"\1 不能与 \2 同时使用"),
    (re.compile(r"argument (.*?): invalid .* value: (.*)"), r"\1 的值 \2 不对"),
    (re.compile(r"ambiguous option: (.*) could match (.*)"), r"选项 \1 不明确，可以是 \2"),
)


class CommandLineError(Exception):
    """The command line is wrong. *message* is Chinese; *program* is the command whose ``--help`` tells more."""

    def __init__(self, message: str, program: str) -> None:
        self.message = message
        self.program = program
        super().__init__(message)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """argparse whose headings are Chinese. Raises CommandLineError for a wrong command line."""

    def __init__(self, **options: object) -> None:
        options.setdefault("formatter_class", _Formatter)
        super().__init__(add_help=False, **options)  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示帮助")

    def error(self, message: str) -> NoReturn:
        for pattern, chinese in _MESSAGES:
            found = pattern.fullmatch(message)
            if found:
                message = found.expand(chinese).replace("', '", "、").replace("'", "")
                break
        raise CommandLineError(message, self.prog)


def build_parser(version: str) -> argparse.ArgumentParser:
    """The parser of ``reportgen`` with all its commands."""
    parser = ChineseParser(
        prog="reportgen",
        description="由填报数据生成部门整体支出绩效自评报告，并保证数字真实。",
        epilog="退出码：0 正常；1 发现错误（文件照常写出）；2 不能运行（没有写任何文件）。",
    )
    parser.add_argument("--version", action="version", version=f"reportgen {version}", help="显示版本")
    commands = parser.add_subparsers(dest="command", metavar="命令", title="命令", parser_class=ChineseParser)
    commands.required = True

    new = _command(commands, "new", "生成空白填报工作簿", "例：reportgen new --form tianjin -o 填报.xlsx")
    new.add_argument("--form", default="general", metavar="表样", help="表样代码，见 reportgen forms；默认 general")
    _output(new, "填报.xlsx", "写到哪个文件（.xlsx 或 .yaml）")

    imported = _command(
        commands,
        "import",
        "把既有的官方表格或报告导入为填报文件",
        "例：reportgen import 自评表.docx 项目目标表.xlsx -o 填报.xlsx\n一次可以导入同一部门、同一年度的多个文件。",
    )
    imported.add_argument("files", nargs="+", type=Path, metavar="文件", help="Word、Excel 或文本文件")
    _output(imported, "填报.xlsx", "写到哪个填报文件（.xlsx 或 .yaml）")

    scored = _command(commands, "score", "按表样规则计算各项得分", "例：reportgen score 填报.xlsx")
    _entry(scored)

    facts = _command(commands, "facts", "列出事实台账：每个数字的出处或算式", "例：reportgen facts 填报.xlsx")
    _entry(facts)

    generated = _command(
        commands, "generate", "生成自评报告（Word），附自评表", "例：reportgen generate 填报.xlsx -o 报告.docx"
    )
    _entry(generated)
    _output(generated, "自评报告.docx", "报告写到哪个文件")
    generated.add_argument("--clean", action="store_true", help="清稿：不带书签、批注和数字出处清单（以后不能刷新）")
    generated.add_argument("--evidence", type=Path, metavar="文件", help="数字出处清单另写一个文件，不放在报告最后")
    _writing(generated)

    _check(commands)
    _word_files(commands)
    _indicators(commands)
    _corpus(commands)
    _model(commands)
    _workbench(commands)

    forms = _command(commands, "forms", "列出可用的表样", "例：reportgen forms")
    del forms
    return parser


def _check(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    checked = _command(
        commands,
        "check",
        "核查报告：数字、结论与填报数据、与报告自己的表格和文字是否一致",
        "例：reportgen check 报告.docx --data 填报.xlsx -o 核查.docx\n"
        "　　reportgen check 报告.docx --data 填报.xlsx --dismiss 3fa2c1 --reason 共建单位，有协议为据\n"
        "没有 --data 时，用文稿自己的表格和文字核查；几份文稿各自核查。",
    )
    checked.add_argument("drafts", nargs="+", type=Path, metavar="文稿", help="Word、Excel、文本文件，各自核查")
    checked.add_argument("--data", type=Path, metavar="填报文件", help="以这份填报文件（.xlsx 或 .yaml）的数据为准")
    _form_option(checked)
    checked.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="文件",
        help="一份 Word 文稿：写出加了批注的副本；其他：写出核查意见（.docx）",
    )
    checked.add_argument("--overwrite", action="store_true", help="文件已存在时覆盖")
    checked.add_argument(
        "--propose",
        action="store_true",
        help="改正没有疑问的，在 -o 的 Word 副本里写成修订（作者：核查），可以逐处接受或拒绝；其余写成批注",
    )
    checked.add_argument(
        "--dismiss",
        default="",
        metavar="编号",
        help="这个问题不处理，连同理由记入 --data 的填报文件；几个编号用顿号分开",
    )
    checked.add_argument("--reason", default="", metavar="理由", help="不处理的理由")
    checked.add_argument("--by", default="", metavar="姓名", help="处理人；默认是填报文件中的填报人")


def _indicators(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    indicators: argparse.ArgumentParser = commands.add_parser(
        "indicators",
        help="审核绩效指标：找出会被退回的，提出可衡量的写法",
        description="审核绩效指标。系统不编造指标值：每个数字都有出处或算式，没有的留作【待填】。",
    )
    actions = indicators.add_subparsers(dest="action", metavar="操作", title="操作", parser_class=ChineseParser)
    actions.required = True
    reviewed = _command(
        actions,
        "review",
        "逐条审核指标，写出审核表",
        "例：reportgen indicators review 填报.xlsx -o 指标审核.xlsx\n"
        "　　reportgen indicators review 绩效目标表.docx -o 指标审核.docx\n"
        "可以审核填报文件，也可以直接审核 import 能读的表格。",
    )
    reviewed.add_argument("files", nargs="+", type=Path, metavar="文件", help="填报文件，或 Word、Excel、文本表格")
    _form_option(reviewed)
    reviewed.add_argument(
        "-o", "--output", type=Path, metavar="文件", help="审核表写到哪个文件：.xlsx 供逐条处理，.docx 供传阅"
    )
    _asking_options(reviewed)
    reviewed.add_argument("--overwrite", action="store_true", help="文件已存在时覆盖")
    applied = _command(
        actions,
        "apply",
        "把审核表中采纳的指标写入填报文件",
        "例：reportgen indicators apply 指标审核.xlsx --to 填报.xlsx -o 填报2.xlsx",
    )
    applied.add_argument("sheet", type=Path, metavar="审核表", help="填好“决定”的指标审核表（.xlsx）")
    applied.add_argument("--to", dest="entry", type=Path, required=True, metavar="填报文件", help="原来的填报文件")
    applied.add_argument(
        "-o", "--output", type=Path, required=True, metavar="文件", help="写到哪个填报文件（.xlsx 或 .yaml）"
    )
    applied.add_argument("--overwrite", action="store_true", help="文件已存在时覆盖")


def _corpus(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    corpus: argparse.ArgumentParser = commands.add_parser(
        "corpus",
        help="管理往年报告库：入库、列出、移出、检索",
        description="往年报告库：起草时按章节检索写法，供对照。",
    )
    actions = corpus.add_subparsers(dest="action", metavar="操作", title="操作", parser_class=ChineseParser)
    actions.required = True
    added = _command(actions, "add", "把往年报告入库", "例：reportgen corpus add 2023年自评报告.docx 往年报告文件夹")
    added.add_argument("files", nargs="+", type=Path, metavar="文件", help="Word、文本文件，或放着它们的文件夹")
    added.add_argument("--department", default="", metavar="部门", help="部门全称；默认从文中认出")
    added.add_argument("--field", default="", metavar="领域", help="工作领域，如 教育、水利")
    listed = _command(actions, "list", "列出库中的报告", "例：reportgen corpus list")
    removed = _command(actions, "remove", "移出一份报告", "例：reportgen corpus remove 21")
    removed.add_argument("number", type=int, metavar="编号", help="reportgen corpus list 列出的编号")
    sought = _command(
        actions, "search", "检索相近的段落", "例：reportgen corpus search 预算执行进度慢 --section 存在问题"
    )
    sought.add_argument("query", metavar="查询", help="要找的内容")
    sought.add_argument("--section", default="", metavar="章节", help="只找这一类章节，如 存在问题、改进措施")
    sought.add_argument("--field", default="", metavar="领域", help="只找这一领域")
    sought.add_argument("--limit", type=_positive, default=5, metavar="个数", help="最多列出几段，默认 5")
    for command in (added, sought):
        command.add_argument(
            "--level", choices=("省级", "市级", "县级"), default="", metavar="层级", help="省级、市级或县级"
        )
        command.add_argument("--year", type=int, metavar="年度", help="被评价的年度，如 2023")
    for command in (added, listed, removed, sought):
        command.add_argument("--store", type=Path, metavar="文件", help="往年报告库的文件；默认在用户数据文件夹中")


def _model(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    model: argparse.ArgumentParser = commands.add_parser(
        "model", help="检查语言模型", description="语言模型：没有设置时不使用，不向任何地方发送内容。"
    )
    actions = model.add_subparsers(dest="action", metavar="操作", title="操作", parser_class=ChineseParser)
    actions.required = True
    checked = _command(
        actions,
        "check",
        "检查语言模型能否连接、回答形式、快慢，并试写一小段（不发送填报数据）",
        "例：reportgen model check\n　　reportgen model check --base-url http://127.0.0.1:11434/v1 --model qwen3:8b",
    )
    checked.add_argument("--times", type=_times, default=5, metavar="次数", help="测量几次回答时间，1 到 100，默认 5")
    model_options(checked)


def _workbench(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    served = _command(
        commands,
        "serve",
        "打开工作台：在浏览器里填报、生成、阅读和审签",
        "例：reportgen serve\n　　reportgen serve --host 0.0.0.0 --port 8000 --data 工作台数据\n"
        "默认只有本机能打开，不用登录；--host 让别的电脑也能打开时，必须先有管理用户，人人登录。",
    )
    served.add_argument(
        "--host", default="127.0.0.1", metavar="地址", help="在哪个地址上提供；默认 127.0.0.1，只有本机"
    )
    served.add_argument("--port", type=_port, default=8000, metavar="端口", help="端口，默认 8000")
    _data_folder(served)
    served.add_argument("--login", action="store_true", help="只有本机能打开时也要登录")
    served.add_argument("--https", action="store_true", help="前面有 HTTPS 代理：登录凭据只经加密连接发送")
    _users(commands)
    backed_up = _command(commands, "backup", "备份工作台的全部数据", "例：reportgen backup -o 备份.zip")
    _data_folder(backed_up)
    _output(backed_up, "工作台备份.zip", "备份写到哪个文件")
    restored = _command(commands, "restore", "由备份恢复工作台", "例：reportgen restore 备份.zip --data 新文件夹")
    restored.add_argument("backup", type=Path, metavar="备份", help="backup 写出的文件（.zip）")
    _data_folder(restored)
    restored.add_argument("--overwrite", action="store_true", help="工作台里已有内容时，用备份代替全部内容")


def _users(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    users: argparse.ArgumentParser = commands.add_parser(
        "users", help="工作台的用户：增加、改密码、列出", description="工作台的用户。密码在键盘上输入，不写在命令里。"
    )
    actions = users.add_subparsers(dest="action", metavar="操作", title="操作", parser_class=ChineseParser)
    actions.required = True
    added = _command(actions, "add", "增加用户", "例：reportgen users add 王芳 --role 管理")
    added.add_argument("--role", choices=("填报", "编辑", "审核", "管理"), default="填报", help="角色，默认 填报")
    added.add_argument("--full-name", default="", metavar="姓名", help="姓名；默认同用户名")
    changed = _command(actions, "password", "重设密码", "例：reportgen users password 王芳")
    listed = _command(actions, "list", "列出用户", "例：reportgen users list")
    for command in (added, changed):
        command.add_argument("name", metavar="用户名", help="登录用的名字")
    for command in (added, changed, listed):
        _data_folder(command)


def _data_folder(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", type=Path, metavar="目录", help="工作台数据放在哪个文件夹；默认在用户数据文件夹中")


def _port(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text) <= 65535):
        raise ValueError("not a port")
    return int(text)


def _word_files(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    """What is done with a report that people have edited in Word or WPS."""
    cleaned = _command(
        commands, "clean", "清稿：去掉书签、本程序的批注和数字出处清单", "例：reportgen clean 报告.docx -o 清稿.docx"
    )
    cleaned.add_argument("report", type=Path, metavar="报告", help="本程序生成、可能改过的报告（.docx）")
    _output(cleaned, "清稿.docx", "清稿写到哪个文件")
    _revised(commands)
    filled = _command(
        commands,
        "fill",
        "填本单位收到的空白表（.docx），保持表样原来的格式",
        "例：reportgen fill 空白表.docx --data 填报.xlsx -o 自评表.docx\n"
        "认不出的格、已有内容的格都不动，并逐一列出；填报数据里找不到位置的也列出。",
    )
    filled.add_argument("blank", type=Path, metavar="空白表", help="要填的空白表（.docx）")
    _entry_option(filled, "填报文件（.xlsx 或 .yaml）")
    _output(filled, "自评表.docx", "填好的表写到哪个文件")


def _revised(commands: argparse._SubParsersAction[ChineseParser]) -> None:
    refreshed = _command(
        commands,
        "refresh",
        "数据变了：刷新改过的报告，数字换成新的，您改写的文字保留",
        "例：reportgen refresh 报告（修改稿）.docx --data 填报2.xlsx -o 新稿.docx\n"
        "两边都改了的地方不替您决定，在文件中加批注；再运行一次不会再变。",
    )
    refreshed.add_argument("report", type=Path, metavar="报告", help="本程序生成、改过的报告（.docx）")
    _entry_option(refreshed, "新的填报文件（.xlsx 或 .yaml）")
    refreshed.add_argument(
        "--base", type=Path, metavar="填报文件", help="生成这份报告时用的填报文件；只在报告里的底稿丢了时用"
    )
    _output(refreshed, "新稿.docx", "刷新后的报告写到哪个文件")
    compared = _command(
        commands,
        "compare",
        "对比两份 Word 文件：逐段、逐个数字列出改动",
        "例：reportgen compare 旧.docx 新.docx -o 对比.docx\n任何两份 .docx 都可以对比，挪动的段落算挪动。",
    )
    compared.add_argument("old", type=Path, metavar="旧文件", help="先前的 Word 文件（.docx）")
    compared.add_argument("new", type=Path, metavar="新文件", help="后来的 Word 文件（.docx）")
    compared.add_argument("-o", "--output", type=Path, metavar="文件", help="对比结果另写成 Word 文件（.docx）")
    compared.add_argument("--overwrite", action="store_true", help="文件已存在时覆盖")


def _writing(generated: argparse.ArgumentParser) -> None:
    """How a language model takes part in a report."""
    model_options(generated)
    group = generated.add_argument_group("模型撰写", "设置了语言模型时，文字部分请模型撰写，逐句核查后采用")
    group.add_argument("--no-model", action="store_true", help="不用模型，全部用程序文字")
    group.add_argument("--dry-run", action="store_true", help="只显示将要发给模型的内容，不发送，也不写文件")
    group.add_argument("--hide-values", action="store_true", help="数值不给模型看，只给事实编号和关系")
    group.add_argument("--prompts", type=Path, metavar="文件夹", help="自己的提示词，同名的优先于随程序附带的")
    group.add_argument("--store", type=Path, metavar="文件", help="往年报告库的文件；默认在用户数据文件夹中")
    group.add_argument("--record", type=Path, metavar="文件", help="把与模型的问答记到这个文件，供 --replay 重现")
    group.add_argument("--replay", type=Path, metavar="文件", help="不连模型，按记下的问答重现")


def _asking_options(reviewed: argparse.ArgumentParser) -> None:
    """How a language model proposes indicators."""
    model_options(reviewed)
    group = reviewed.add_argument_group("模型建议", "规则写法不足两条的指标再请模型提出，同样核查后才显示")
    group.add_argument("--no-model", action="store_true", help="不用模型，只用规则和指标库")
    group.add_argument("--dry-run", action="store_true", help="只显示将要发给模型的内容，不发送，也不写文件")
    group.add_argument("--prompts", type=Path, metavar="文件夹", help="自己的提示词，同名的优先于随程序附带的")
    group.add_argument("--record", type=Path, metavar="文件", help="把与模型的问答记到这个文件，供 --replay 重现")
    group.add_argument("--replay", type=Path, metavar="文件", help="不连模型，按记下的问答重现")


def model_options(command: argparse.ArgumentParser) -> None:
    """Add the options that choose a language model; read them with ``chosen_endpoint``. There is none for the key."""
    group = command.add_argument_group("语言模型", "默认用环境变量或设置文件中的值，见 docs/model.md")
    for value in ENDPOINT_VALUES:
        if value.option:
            group.add_argument(value.option, dest=f"model_{value.attribute}", metavar=value.label, help=value.help)


def _positive(text: str) -> int:
    if not (text.isdecimal() and int(text) >= 1):
        raise ValueError("not 1 or more")
    return int(text)


def _times(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text) <= 100):
        raise ValueError("not from 1 to 100")
    return int(text)


def _command(
    commands: argparse._SubParsersAction[ChineseParser], name: str, summary: str, epilog: str
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=summary, description=summary, epilog=epilog)
    command.add_argument("--format", choices=("text", "json"), default="text", help="输出格式，默认 text")
    command.add_argument("-q", "--quiet", action="store_true", help="只显示错误")
    return command


def _entry(command: argparse.ArgumentParser) -> None:
    command.add_argument("entry", type=Path, metavar="填报文件", help="填报文件（.xlsx 或 .yaml）")
    _form_option(command)


def _entry_option(command: argparse.ArgumentParser, summary: str) -> None:
    command.add_argument("--data", dest="entry", type=Path, required=True, metavar="填报文件", help=summary)
    _form_option(command)


def _form_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("--form", default="", metavar="表样", help="表样代码；默认用填报文件中的表样")


def _output(command: argparse.ArgumentParser, default: str, summary: str) -> None:
    command.add_argument(
        "-o", "--output", type=Path, default=Path(default), metavar="文件", help=f"{summary}，默认 {default}"
    )
    command.add_argument("--overwrite", action="store_true", help="文件已存在时覆盖")
