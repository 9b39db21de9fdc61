"""How the drawing is painted: what stands still once, what changes in every frame from arrays."""
