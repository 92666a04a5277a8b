"""Tables (表格): each cell of a draft against the fact of its row and its column."""
