"""``reportgen serve``: the workbench in a browser, on this machine alone unless told otherwise."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from reportgen.cli.console import Console
from reportgen.cli.parser import EXIT_OK
from reportgen.cli.workbench_commands import NOT_INSTALLED
from reportgen.errors import SettingsError
from reportgen.settings import Settings


def serve(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Serve the workbench until interrupted. Raises ReportgenError where it cannot be started safely."""
    try:
        from reportgen.web.serving import LOOPBACK, listen, open_desk, run
        from reportgen.workbench.accounts import has_manager
        from reportgen.workbench.storage import DATABASE_FILE, open_folder
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("reportgen"):
            raise
        raise NOT_INSTALLED from error
    folder: Path = options.data or settings.workbench
    login = options.host not in LOOPBACK or options.login
    new = not settings.database and not (folder / DATABASE_FILE).is_file()
    with closing(open_folder(folder, settings.database)) as storage:
        if login and not has_manager(storage):
            raise SettingsError(
                "别的电脑也能打开时必须登录，现在还没有管理用户",
                remedy="先运行 reportgen users add 用户名 --role 管理，再启动。",
            )
        with listen(options.host, options.port) as listening, closing(open_desk(storage, settings)) as desk:
            where = f"[{options.host}]" if ":" in options.host else options.host
            if new:
                console.line("这个文件夹里还没有工作台的数据，已新建；以前填过报告的，请核对 --data。")
            console.line(f"工作台已启动：http://{where}:{options.port}　数据在：{folder}")
            console.line("按 Ctrl+C 停止。")
            run(desk, listening, host=options.host, login=login, secure=options.https)
    console.line("工作台已停止。")
    return EXIT_OK
