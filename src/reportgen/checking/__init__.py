"""Checking: what a draft says, judged against the ledger, whoever wrote it.

The rooms, from the ground up: ``evidence`` (依据, what the data bear out), ``sentences`` (语句, what the words around
a number say), ``tracing`` (溯源, numbers), ``verdicts`` (结论), ``names`` and ``labels`` (名称、日期与序号),
``consistency`` (一致性, a document against itself), ``tables`` (表格), ``checker`` (a whole text), ``proposals``
(修订建议).
"""
