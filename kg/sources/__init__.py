"""Ways in: one module per format, all with `read`."""
