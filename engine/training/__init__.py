"""Gradient descent: optimizers, the training loop, its history."""
