"""Evidence (依据): what the entered data bear out, as statements that words and values can be looked up in."""
