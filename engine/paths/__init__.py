"""A gradient as the sum over its paths: `search.paths` finds them, `explained` shows them."""
