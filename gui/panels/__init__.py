"""The panels around the drawing; they meet only in the session."""
