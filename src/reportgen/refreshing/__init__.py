"""Refresh (刷新) an edited report with new data, and compare two reports: pure functions on bound texts."""
