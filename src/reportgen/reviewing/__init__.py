"""The reviewer of indicators (绩效指标审核): which rows cannot be measured, why, and what to write instead."""
