"""The language model (语言模型): one protocol, one adapter for OpenAI-compatible endpoints, recorded replies."""
