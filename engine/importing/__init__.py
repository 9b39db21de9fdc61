"""From texts that people have to projects: tables of weights, and expressions."""
