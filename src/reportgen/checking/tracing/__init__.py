"""Tracing (溯源): each number of a text, to the facts it restates or is worked out from, or why it is neither."""
