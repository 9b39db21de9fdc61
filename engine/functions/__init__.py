"""The mathematics as tables: activations, operations, losses; value, derivative, kinks, formula."""
