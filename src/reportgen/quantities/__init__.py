"""Numbers with units, exactly: quantities, Chinese numerals, target values, and the numbers of a text."""
