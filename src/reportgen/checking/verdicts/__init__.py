"""Verdicts (结论): 达到, 超额, 均, 增长, 首次 and what else is said of the data without a number of its own."""
