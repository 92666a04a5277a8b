"""Sections in prose by a language model (模型撰写): it arranges facts by id, code writes the figures and judges."""
