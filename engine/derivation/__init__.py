"""Where every number of a network comes from: one table, each entry one rule applied once.

`table.derive` makes it, `expansion` puts definitions into one another.
"""
