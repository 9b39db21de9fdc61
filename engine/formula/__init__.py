"""Formulas: what students type and what the program prints, read into one small tree."""
