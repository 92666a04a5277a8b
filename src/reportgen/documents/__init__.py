"""The only place that opens office files: entry files, tables of existing reports, and the Word report."""
