"""The workbench in a browser (网页工作台): server-rendered pages; everything they need comes from this folder."""
