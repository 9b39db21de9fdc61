"""The drawing of a network, in step with the session by ids."""
