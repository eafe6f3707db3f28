"""Reading: from the text of one paper to its record."""
