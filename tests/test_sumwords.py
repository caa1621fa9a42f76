"""What the words around a sum make of it: only what stands for itself is added in the report of funding."""

from __future__ import annotations

import pytest
from concordat.graph.reports.sumwords import meant

PART, LESS = "part-in-words", "no-spending"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Spend £9m on beds and £2m on vans.", ["", ""]),
        # a part is no sum beside its whole
        ("Spend £10m (£2m in 2016/17 and £8m in 2017/18).", ["", "brackets", "brackets"]),
        ("Use £2 million of the £10 million fund.", [PART, ""]),
        ("Use £2m for new beds from our existing £10m fund.", [PART, ""]),
        ("Invest £1.25m in 2020/21 and £0.75m in 2021/22 (total £2m).", [PART, PART, ""]),
        ("Give £1m for A and £2m for B, £3m in total.", [PART, PART, ""]),
        ("Spend £9m, of which £4m is for beds and £2m for vans, plus £1m for a house.", ["", PART, PART, ""]),
        ("Spend £9m, £4m of which is for beds.", ["", PART]),
        ("Spend £9m. This includes £4m for beds.", ["", PART]),
        ("Spend £5m (and, from 2018, $6m).", ["", "brackets"]),
        ("A further £5m on top of the £7m already announced.", ["", ""]),
        ("Open a house (£3m) and a flat (£1m).", ["", ""]),
        # no money for the plan
        ("Save £50m; fines of £3m have been issued; spend £1m.", [LESS, LESS, ""]),
        ("Cut £6m; underspend of £1m; debt of £9m.", [LESS, LESS, LESS]),
        ("Reduce the cost of beds by £2m.", [LESS]),
        ("Make £2m in annual savings and £3m efficiency savings by 2020.", [LESS, LESS]),
        ("Spend £2m from savings on debt advice.", [""]),
        ("Spend £2m of debt advice money.", [""]),
        ("Save the hospital with £2m.", [""]),
        ("Bid for £3m, and apply for up to £1m.", ["asked", "asked"]),
        ("Secure £2m of external funding and raise £5,000.", ["asked", "asked"]),
        ("The economic cost of poor health is £105bn; losses of £1bn.", [LESS, LESS]),
        ("Match £4m with £4m from councils.", ["asked", ""]),
        ("Spend 5% of £30m, half of £2m and 3 per cent of the £1m budget.", ["share", "share", "share"]),
        # what comes again and again
        ("Give £1m to each of 44 areas.", ["rate"]),
        ("Pay every council £5,000, £2m for each ward and £500 per bed.", ["rate", "rate", "rate"]),
        ("At least £1m and no more than £2m a year.", ["rate", "rate"]),
        ("Spend £2m and review each case.", [""]),
        # what money was and what it becomes
        ("Increase the budget from £10m to £20m.", ["change"]),
        ("Spend £1m in 2016/17, rising to £2m in 2017/18.", ["", "change"]),
        ("Spend from £2m to £4m.", [""]),
        ("Nothing costs anything.", []),
    ],
)  # fmt: skip
def test_what_the_words_make_of_a_sum(text: str, expected: list[str]) -> None:
    assert [why for _, why in meant(text)] == expected
