"""Views that are made up: one of a plan's size, one in which every text is an attack, one that says nothing; and how a page is opened in a browser."""

import itertools
import random

import networkx as nx

from concordat.graph.views.model import Drawing, EdgeKind, NodeKind, View

SECTIONS = ("1. Commissioning", "2. Help before a crisis", "3. Urgent and emergency access", "4. Quality of treatment", "5. Recovery")
LAWS = ("Care Act 1990", "Police Act 1984")
THEMES = ("Data", "Training", "Places of safety", "Payment", "Prevention")
BODIES = (
    "Ministry of Care", "Interior Office", "Health Commission", "Ambulance Council", "Royal College of Emergency Doctors", "Rail Police",
    "National Council of Police Chiefs", "Public Health Board", "Royal College of Family Doctors", "Association of Directors of Children's Services",
    "Workforce Institute", "Quality Inspectorate", "Royal College of Nurses", "Hospital Federation", "Local Government Union", "Fire Officers' Network",
    "Track Company", "College of Social Workers", "Prison and Probation Service", "Carers' Trust", "Peer Support Alliance", "Crisis Line Charity",
    "Youth Justice Panel", "Digital Data Agency", "Housing Commission",
)
NODE_KINDS = {
    "action": NodeKind("Action", "circle", "#0072b2", "Actions"),
    "organisation": NodeKind("Organisation", "box", "#f2c14e", "Organisations"),
}
ROLES = {"lead": "Lead", "partner": "Partner", "mentioned": "Mentioned"}
EDGE_KINDS = {
    "lead": EdgeKind("leads", "#1f78b4", arrow=True),
    "partner": EdgeKind("is partner in", "#c2571a"),
    "mentioned": EdgeKind("is mentioned in", "#7f8a95", dashed=True),
}


def demo() -> View:
    """60 actions in five sections and 25 bodies that lead them, share in them or are named in them; a few bodies lead many.

    Every fourth action has no date, each of the others ends on the last day of a month of 2018; every fifth names a law; every third was read with some
    doubt, every seventh with much.
    """
    chance = random.Random(3)
    network = nx.MultiDiGraph()
    joined: dict[str, list[tuple[str, str]]] = {}
    for number in range(60):
        ref, at, text = f"{number // 12 + 1}.{number % 12 + 1}", number * 300, f"Improve help number {number + 1} for people in a crisis"
        bodies = dict.fromkeys(min(int(chance.expovariate(0.13)), 24) for _ in range(chance.choice((1, 1, 2, 2, 3, 4))))
        joined[ref] = [(BODIES[body], chance.choice(("partner", "mentioned", "mentioned")) if turn else "lead") for turn, body in enumerate(bodies)]
        facts = [("Text", f"{text}.", f"{at}-{at + 240}"), ("Finish", "April 2018", f"{at + 250}-{at + 260}")]
        sure = "low" if number % 7 == 6 else "medium" if number % 3 == 2 else "high"
        held = [(name, ROLES[role], sure) for name, role in joined[ref]]
        filters = {"section": [SECTIONS[number // 12]], "theme": chance.sample(THEMES, 2), "organisation": [name for name, _ in joined[ref]]}
        filters |= {"role": list(dict.fromkeys(role for _, role, _ in held)), "law": [LAWS[number % 2]] if number % 5 == 4 else [], "confidence": [sure]}
        dates = ("2016-10-01", f"2018-{number % 12 + 1:02}-28") if number % 4 else (None, None)
        told = {"name": f"{ref} {text}, with care of their families", "facts": facts, "filters": filters, "held": held, "dates": dates}
        network.add_node(f"act/{ref}", label=ref, kind="action", size=1, **told)
    for name in BODIES:
        mine = {ref: role for ref, links in joined.items() for body, role in links if body == name}
        actions = {ref: network.nodes[f"act/{ref}"] for ref in mine}
        filters = {key: sorted({value for action in actions.values() for value in action["filters"][key]}) for key in ("section", "theme", "law", "confidence")}
        filters |= {"organisation": [name], "role": list(dict.fromkeys(ROLES[role] for role in mine.values()))}
        facts = [("Actions led", str(list(mine.values()).count("lead")), "")]
        network.add_node(f"org/{name}", label=name, name=name, kind="organisation", size=1 + len(mine), facts=facts, filters=filters)
        for ref, role in mine.items():
            words = {"label": f"{name} {EDGE_KINDS[role].label} {ref}", "text": f"as printed: {name}", "facts": [("Printed", name, "17-30")]}
            passes = {"filters": actions[ref]["filters"] | {"organisation": [name], "role": [ROLES[role]]}}
            passes["held"] = [(name, ROLES[role], *actions[ref]["filters"]["confidence"])]
            network.add_edge(f"org/{name}", f"act/{ref}", kind=role, weight=1, **passes, **words)
    notes = ("A line joins a body to an action in which it takes part.", "A body far from another may still work with it outside this plan.")
    meta = {"program": "concordat 0.1.0", "plan": "demo"}
    return View("actions", "Actions and who takes part in them", "Who leads, shares in or is named in which action?", Drawing(network, NODE_KINDS, EDGE_KINDS, notes), meta)


HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</script><script>alert(2)</script>", "<!--<script>", "javascript:alert(3)",
    "]]>&lt;b&gt;\u2028\u0000'`${alert(4)}",
)


def hostile() -> View:
    """Every text that a view can hold is an attack."""
    network = nx.MultiDiGraph()
    for number, text in enumerate(HOSTILE):
        told = {"filters": dict.fromkeys(("section", "theme", "organisation"), [text]), "facts": [(text, text, text)]}
        network.add_node(text, label=text, name=text + text, kind="k", size=number + 1, **told)
    for one, two in itertools.pairwise(HOSTILE):
        network.add_edge(one, two, kind="e", label=two, text=one, weight=2, facts=[(one, two, one)], filters={})
    text = "".join(HOSTILE).replace("\0", "")
    return View("hostile", text, text, Drawing(network, {"k": NodeKind(text, "box", "#ffffff", text)}, {"e": EdgeKind(text, "#777777")}, HOSTILE[:5]), {text: text})


def bare(network: nx.MultiDiGraph) -> View:
    """A view of a network whose nodes and edges say nothing but their kind."""
    for _, node in network.nodes(data=True):
        node["kind"] = "action"
    for _, _, edge in network.edges(data=True):
        edge["kind"] = "lead"
    return View("bare", "Bare", "What is here?", Drawing(network, NODE_KINDS, EDGE_KINDS, ("This plan names no actions.",)), {"program": "concordat"})


def unpacked(pool):
    """What the data of a page stand for, read as `packing.py` says that they are written."""
    made: list = []

    def value(part):
        if isinstance(part, list):
            return part[0] if len(part) == 1 else whole(part)
        return made[part] if isinstance(part, int) and not isinstance(part, bool) else part

    def whole(entry):
        if not isinstance(entry, list):
            return entry
        return [value(part) for part in entry[1:]] if entry[0] == 0 else dict(zip(made[entry[0]], map(value, entry[1:])))

    for entry in pool:
        made.append(whole(entry))
    return made[-1]
