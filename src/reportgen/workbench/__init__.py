"""The workbench (工作台): what several people do with a report; nothing here knows of web pages."""
