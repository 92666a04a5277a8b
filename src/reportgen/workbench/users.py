"""Users (用户) and what each role may do (角色)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from reportgen.errors import ReportgenError


class Right(Enum):
    """One thing that a role allows."""

    READ = "查看"
    ENTER = "填报数据"
    WRITE = "编辑报告文字"
    GENERATE = "生成报告"
    CREATE = "新建报告"
    DISMISS = "把问题标为不处理"
    SIGN = "审签"
    MANAGE = "管理用户"


class Role(StrEnum):
    """填报, 编辑, 审核 or 管理."""

    CLERK = "填报"
    EDITOR = "编辑"
    REVIEWER = "审核"
    MANAGER = "管理"

    @property
    def rights(self) -> frozenset[Right]:
        """What the role allows."""
        return _RIGHTS[self]


_RIGHTS = {
    Role.CLERK: frozenset({Right.READ, Right.ENTER}),
    Role.EDITOR: frozenset({Right.READ, Right.ENTER, Right.WRITE, Right.GENERATE, Right.CREATE, Right.DISMISS}),
    Role.REVIEWER: frozenset({Right.READ, Right.DISMISS, Right.SIGN}),
    Role.MANAGER: frozenset(Right),
}


@dataclass(frozen=True, slots=True)
class User:
    """One who works with the workbench. *number* is 0 for the one user of a workbench on loopback (本机)."""

    number: int
    name: str
    full_name: str
    role: Role

    def may(self, right: Right) -> bool:
        """Whether the user's role allows *right*."""
        return right in self.role.rights


ALONE = User(0, "本机", "本机用户", Role.MANAGER)


class NotAllowed(ReportgenError):  # noqa: N818  what is told, not a fault of the program
    """The user's role does not allow what was asked."""


def demand(user: User, right: Right) -> None:
    """Raise NotAllowed unless *user* may do what *right* names."""
    if not user.may(right):
        raise NotAllowed(
            f"您的角色是“{user.role.value}”，不能{right.value}", remedy="请联系管理员，或请有权限的同事办理。"
        )
