"""Where everything of a drawing stands, decided from values alone before anything is painted."""
