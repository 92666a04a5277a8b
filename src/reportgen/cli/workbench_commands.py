"""``reportgen users``, ``backup`` and ``restore``: the workbench's people and its data, from the command line."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reportgen import pipeline
from reportgen.cli.console import Console
from reportgen.cli.parser import EXIT_OK
from reportgen.errors import ReportgenError
from reportgen.settings import Settings

if TYPE_CHECKING:
    from reportgen.workbench.storage import Storage

BACKUP_SUFFIXES = (".zip",)
NOT_INSTALLED = ReportgenError(
    "没有安装网页工作台的部分", remedy='运行 pip install "reportgen[web]"，再重新运行这个命令。'
)


def users(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Add a user, change a user's password or list them all."""
    with _storage(options, settings, must_exist=options.action != "add") as storage:
        from reportgen.workbench.accounts import add_user, change_user, list_accounts
        from reportgen.workbench.users import ALONE, Role

        if options.action == "add":
            made = add_user(
                storage, ALONE, name=options.name, full_name=options.full_name, role=Role(options.role),
                password=_password(),
            )  # fmt: skip
            console.line(f"已增加用户：{made.name}（{made.role.value}）")
            console.result({"name": made.name, "role": made.role.value})
            return EXIT_OK
        accounts = list_accounts(storage)
        if options.action == "password":
            found = next((each for each in accounts if each.user.name == options.name), None)
            if found is None:
                raise ReportgenError(f"没有用户“{options.name}”", remedy="用 reportgen users list 查看。")
            change_user(storage, ALONE, found.user.number, password=_password())
            console.line(f"已修改密码：{options.name}")
            console.result({"name": options.name})
            return EXIT_OK
        rows = [
            (each.user.name, each.user.full_name, each.user.role.value, "在用" if each.active else "停用")
            for each in accounts
        ]
        console.table(("用户名", "姓名", "角色", "状态"), rows)
        console.result([dict(zip(("name", "full_name", "role", "state"), row, strict=True)) for row in rows])
    return EXIT_OK


def backup(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Everything of the workbench into one file."""
    pipeline.check_output(options.output, BACKUP_SUFFIXES, overwrite=options.overwrite)
    with _storage(options, settings, must_exist=True) as storage:
        from reportgen.workbench.backup import backup as backup_of

        data = backup_of(storage)
    pipeline.save(data, options.output)
    console.line(f"备份已写入：{options.output}（{len(data) / 1024 / 1024:.1f} MB）")
    console.result({"file": str(options.output), "bytes": len(data)})
    return EXIT_OK


def restore(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """A backup into the workbench. Nothing is made for a file that is no backup or a folder that was mistyped."""
    with _needs_web():
        from reportgen.workbench.backup import read_backup
        from reportgen.workbench.backup import restore as restore_into
    packed = read_backup(options.backup)
    if options.data is not None and not settings.database and not options.data.is_dir():
        raise ReportgenError(
            "没有这个数据文件夹", place=str(options.data),
            remedy="请核对 --data 写的文件夹；要恢复到新的文件夹，请先建立它。",
        )  # fmt: skip
    with _storage(options, settings) as storage:
        counts = restore_into(storage, packed, overwrite=options.overwrite)
    console.line(f"已恢复：报告 {counts['reports']} 份，用户 {counts['users']} 个，操作记录 {counts['deeds']} 条")
    console.result(dict(counts))
    return EXIT_OK


@contextmanager
def _storage(options: argparse.Namespace, settings: Settings, *, must_exist: bool = False) -> Iterator[Storage]:
    """The store of the workbench; where it *must_exist*, a mistyped folder is refused and not made."""
    with _needs_web():
        from reportgen.workbench.storage import DATABASE_FILE, open_folder
    folder = options.data or settings.workbench
    if must_exist and not settings.database and not (folder / DATABASE_FILE).is_file():
        raise ReportgenError("这里没有工作台的数据", place=str(folder), remedy="请核对 --data 写的文件夹。")
    storage = open_folder(folder, settings.database)
    try:
        yield storage
    finally:
        storage.close()


@contextmanager
def _needs_web() -> Iterator[None]:
    """Tell what to install where the parts of the workbench are not."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("reportgen"):
            raise
        raise NOT_INSTALLED from error


def _password() -> str:
    """The password: typed twice where there is a keyboard, else the first line of standard input. Never empty."""
    if sys.stdin.isatty():
        typed = getpass.getpass("密码：")
        if getpass.getpass("再输一次：") != typed:
            raise ReportgenError("两次输入的密码不一样", remedy="请重新运行。")
    else:
        typed = sys.stdin.readline().rstrip("\r\n")
    if not typed:
        raise ReportgenError("没有输入密码", remedy="请重新运行，照提示输入密码。")
    return typed
