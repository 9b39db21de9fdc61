"""Project files: their schema, a strict reader, an atomic writer."""
