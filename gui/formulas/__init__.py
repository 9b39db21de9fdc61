"""Formulas as on paper: from trees to pieces, from pieces to pictures, in lines on a widget."""
