"""`kg serve`: the graph over HTTP. Heavy parts live in the modules; this package root loads none of them."""
