"""Ways out: one module per format."""
