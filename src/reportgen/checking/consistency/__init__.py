"""Consistency (一致性): documents judged against their own tables, their own words and each other."""
