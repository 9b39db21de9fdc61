"""What a person does on the drawing: gestures, keys, menus, and the words that answer."""
