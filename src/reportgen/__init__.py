"""reportgen: 部门整体支出绩效自评报告 from a department's figures, and kept true to them."""

__version__ = "0.1.0"
