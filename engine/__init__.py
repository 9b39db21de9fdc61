"""The mathematics of Chainrule: networks, their forward and backward pass. Knows no window."""
