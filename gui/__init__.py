"""The window: shows a session, edits it, never computes."""
