"""Import of existing official tables and reports (导入): documents as read → what the department entered."""
