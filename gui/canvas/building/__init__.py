"""Building: nodes found by typing, arrows drawn by mouse and by keyboard."""
