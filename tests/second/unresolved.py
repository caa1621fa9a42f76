"""The report of what wants a look, on the national plan."""

CASES: list = []
