"""A view is one file: safe whatever the plan's text holds, whole without a network, and usable with and without a mouse."""

import random

import networkx as nx
import pytest

from concordat.graph.views.page import EdgeKind, NodeKind, View, page

SECTIONS = ("1. Commissioning", "2. Help before a crisis", "3. Urgent and emergency access", "4. Quality of treatment", "5. Recovery")
THEMES = ("Data", "Training", "Places of safety", "Payment", "Prevention")
BODIES = (
    "Ministry of Care", "Interior Office", "Health Commission", "Ambulance Council", "Royal College of Emergency Doctors", "Rail Police",
    "National Council of Police Chiefs", "Public Health Board", "Royal College of Family Doctors", "Association of Directors of Children's Services",
    "Workforce Institute", "Quality Inspectorate", "Royal College of Nurses", "Hospital Federation", "Local Government Union", "Fire Officers' Network",
    "Track Company", "College of Social Workers", "Prison and Probation Service", "Carers' Trust", "Peer Support Alliance", "Crisis Line Charity",
    "Youth Justice Panel", "Digital Data Agency", "Housing Commission",
)  # fmt: skip
NODE_KINDS = {
    "action": NodeKind("Action", "circle", "#0072b2", "Actions"),
    "organisation": NodeKind("Organisation", "box", "#f2c14e", "Organisations"),
}
EDGE_KINDS = {
    "lead": EdgeKind("leads", "#1f78b4", arrow=True),
    "partner": EdgeKind("is partner in", "#c2571a"),
    "mentioned": EdgeKind("is mentioned in", "#7f8a95", dashed=True),
}


def demo() -> View:
    """60 actions in five sections and 25 bodies that lead them, share in them or are named in them; a few bodies lead many."""
    chance = random.Random(3)
    network = nx.MultiDiGraph()
    joined: dict[str, list[tuple[str, str]]] = {}
    for number in range(60):
        section, ref = number // 12 + 1, f"{number // 12 + 1}.{number % 12 + 1}"
        bodies = dict.fromkeys(min(int(chance.expovariate(0.13)), 24) for _ in range(chance.choice((1, 1, 2, 2, 3, 4))))
        joined[ref] = [(BODIES[body], "lead" if at == 0 else chance.choice(("partner", "mentioned", "mentioned"))) for at, body in enumerate(bodies)]
        own = chance.sample(THEMES, 2)
        network.add_node(
            f"act/{ref}", label=ref, name=f"{ref} Improve help number {number + 1} for people in a crisis, with care of their families", kind="action", size=1,
            sections=[SECTIONS[section - 1]], themes=own, organisations=[name for name, _ in joined[ref]],
            facts=[("Text", f"Improve help number {number + 1} for people in a crisis.", f"{number * 300}-{number * 300 + 240}"), ("Finish", "April 2018", f"{number * 300 + 250}-{number * 300 + 260}")],
        )  # fmt: skip
    for name in BODIES:
        mine = [(ref, role) for ref, links in joined.items() for body, role in links if body == name]
        network.add_node(
            f"org/{name}", label=name, name=name, kind="organisation", size=1 + len(mine), organisations=[name], facts=[("Actions led", str(sum(role == "lead" for _, role in mine)), "")],
            sections=sorted({network.nodes[f"act/{ref}"]["sections"][0] for ref, _ in mine}), themes=sorted({theme for ref, _ in mine for theme in network.nodes[f"act/{ref}"]["themes"]}),
        )  # fmt: skip
        for ref, role in mine:
            action = network.nodes[f"act/{ref}"]
            network.add_edge(
                f"org/{name}", f"act/{ref}", kind=role, label=f"{name} {EDGE_KINDS[role].label} {ref}", weight=1, text=f"as printed: {name}", facts=[("Printed", name, "17-30")],
                sections=action["sections"], themes=action["themes"], organisations=[name],
            )  # fmt: skip
    notes = ("A line joins a body to an action in which it takes part.", "A body far from another may still work with it outside this plan.")
    return View("actions", "Actions and who takes part in them", "Who leads, shares in or is named in which action?", network, NODE_KINDS, EDGE_KINDS, notes, {"program": "concordat 0.1.0", "plan": "demo"})
