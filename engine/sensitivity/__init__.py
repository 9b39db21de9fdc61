"""What changes with what: curves, kinks, waves, messages, and the gradient check on show."""
