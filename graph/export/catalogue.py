"""What is published, described for catalogues (DCAT 3) and for programs that look for data (VoID), in a file of its own.

Everything in it is taken from the graph and from the files, or counted; it holds no blank node, no time and no address that nobody has said.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urlsplit

from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store, Triple, serialize

from concordat.graph import vocab
from concordat.graph.errors import GraphError, UsageError
from concordat.graph.export.counts import content, counts
from concordat.graph.facts import Facts
from concordat.graph.output import Stamp, stamp
from concordat.graph.quads.sheet import Sheet
from concordat.graph.store import Graph
from concordat.graph.vocab import english, node, term

SHAPES_FILE = vocab.ONTOLOGY_FILE.with_name("shapes.ttl")
# A file's ending: the media type that is registered with IANA, the syntax if it is RDF, and what it is for.
_KINDS = {
    ".trig": ("application/trig", "TriG", "The whole graph, with its named graphs."),
    ".nq": ("application/n-quads", "N-Quads", "The whole graph, with its named graphs, one statement a line."),
    ".ttl": ("text/turtle", "Turtle", "The whole graph without its named graphs: their union."),
    ".nt": ("application/n-triples", "N-Triples", "The whole graph without its named graphs, one statement a line."),
    ".jsonld": ("application/ld+json", "JSON-LD", "The graph as JSON for programs."),
    ".jsonl": (None, None, "The actions as records, one JSON object a line (no media type is registered for that)."),
    ".csv": ("text/csv", None, "The actions as a table, one row for each."),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", None, "The actions as an Excel workbook, one row for each."),
    ".stratml": ("application/xml", None, "The plan in StratML (ISO 17469-1), as far as that can hold it."),
}
_GRAPHS = {
    "plan": "What the plan prints",
    "claims": "What was read out of the plan, with words, place, rule and confidence",
    "derived": "What rules made of the claims",
    "register": "What is known of bodies, laws, policies, money and themes",
    "context": "What happened later, from other sources than the plan",
    "curation": "What reviewers decided",
    "ontology": "The terms",
    "unconfirmed": "Later facts that rest on memory alone",
}
_BRIEF = 12  # letters of a fingerprint that tell one state of a dataset from others
_COMPOSED = (
    "No licence is stated for the dataset as a whole. The terms, the rules and the registers that come with the program are under its licence, "
    "the Apache License 2.0, which does not cover the words of a plan, nor short quotations and registers that others have added."
)


def describe(graph: Graph, files: Mapping[str, bytes | Stamp] | None = None, at: str | None = None, syntax: str = "turtle") -> bytes:
    """The description of the dataset that this graph and these files are, as ``turtle`` or ``jsonld``; see `described`."""
    return serialised(described(graph, files, at), syntax)


def described(graph: Graph, files: Mapping[str, bytes | Stamp] | None = None, at: str | None = None) -> list[Triple]:
    """The statements of the description, those on the dataset first.

    Parameters
    ----------
    graph : Graph
        What is described, and where everything that is said of it is taken from.
    files : mapping of str to bytes or Stamp, optional
        The published files, by their names in the folder, or what is kept of them; left out, the file that the graph was read from.
    at : str, optional
        The address of the folder on the web. Only with it do the files get addresses.

    Raises
    ------
    GraphError
        If the graph holds no plan.
    UsageError
        If `at` is no address.
    """
    if files is None:
        files = {graph.path.name: graph.data} if graph.path else {}
    return _by_property(_Description(graph, files, address(at)).sheet)


def serialised(triples: list[Triple], syntax: str) -> bytes:
    """A description as ``turtle``, with the prefixes that it uses, or as ``jsonld``."""
    if syntax == "jsonld":
        return serialize(triples, format=RdfFormat.JSON_LD)
    known = {**vocab.PREFIXES, **vocab.DESCRIBING, "dataset": f"{triples[0].subject.value}/"}
    spaces = {_namespace(part.value) for triple in triples for part in triple if isinstance(part, NamedNode)} | {vocab.XSD}
    used = [name for name, iri in known.items() if any(space.startswith(iri) for space in spaces)]
    return serialize(triples, format=RdfFormat.TURTLE, prefixes={name: known[name] for name in used})


def _by_property(sheet: Sheet) -> list[Triple]:
    """The statements with those of one property together, so that the file is short."""
    blocks: dict[NamedNode, dict[NamedNode, list[Triple]]] = {}
    for quad in sheet:
        blocks.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(Triple(quad.subject, quad.predicate, quad.object))
    return [triple for block in blocks.values() for some in block.values() for triple in some]


def address(at: str | None) -> str | None:
    """The folder's address with a stroke at its end; a UsageError if it is none."""
    if at is None:
        return None
    try:
        parts = urlsplit(at)
        NamedNode(at)
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise UsageError(f"--at {at}: name the address of the folder on the web, for instance --at https://example.org/plan/")
    return at if at.endswith("/") else f"{at}/"


class _Description:
    """Writes the description: the dataset first, then everything that it names, each under an IRI made of the dataset's."""

    def __init__(self, graph: Graph, files: Mapping[str, bytes | Stamp], at: str | None) -> None:
        self.facts, self.counts, self.at = Facts(graph.store), counts(graph), at
        self.version = content(graph)[:_BRIEF]
        self.plans = self.facts.instances("ccc:ActionPlan")
        if not self.plans:
            raise GraphError(f"{graph.path or 'this graph'} holds no plan, so there is nothing to describe: make one with concordat build")
        self.ids = [self.facts.text(plan, "dct:identifier") for plan in self.plans]
        self.sources = {id_: source for id_, plan in zip(self.ids, self.plans) for source in self.facts.nodes(plan, "dct:source")}
        self.this = self._node()
        self.sheet = Sheet(DefaultGraph())  # type: ignore[arg-type]  # a description has no named graphs
        self._dataset()
        self._provenance()
        self._period()
        self._size()
        self._description()
        for name, data in files.items():
            self._file(name, data if isinstance(data, Stamp) else stamp(data))
        for id_, plan in zip(self.ids, self.plans):
            self._source(id_, plan)
        self._named_graphs()
        self._partitions()
        self._links()

    def _node(self, *parts: object) -> NamedNode:
        return node("dataset", "+".join(self.ids), *parts)

    def _say(self, subject: NamedNode, predicate: str, *things: object) -> None:
        self.sheet.say(subject, predicate, *things)  # type: ignore[arg-type]

    def _named(self, subject: NamedNode, predicate: str, name: str, type_: str) -> None:
        """Point to a thing of a public list, and say what it is: a catalogue that checks the file may not have the list at hand."""
        self._say(subject, predicate, term(name))
        self.sheet.is_a(term(name), type_)

    # ---- DCAT: what it is, where it comes from, who may use it

    def _dataset(self) -> None:
        this, say, facts = self.this, self._say, self.facts
        several, actions = len(self.plans) > 1, len(facts.instances("ccc:Action"))
        self.sheet.is_a(this, "dcat:Dataset", "void:Dataset", "sd:Dataset")
        say(this, "dct:title", english("; ".join(facts.text(plan, "dct:title") for plan in self.plans) + f" (the action plan{'s' * several} as linked data)"))
        about = f"{actions:,} action{'s' * (actions != 1)}: who leads them, with whom, by when, under which law and with what money. Each fact leads back to the words that it was read from."
        say(this, "dct:description", english(about))
        say(this, "dct:identifier", "+".join(self.ids))
        say(this, "dcat:version", self.version)
        self._named(this, "dct:language", "language:ENG", "dct:LinguisticSystem")  # of names, labels and terms, whatever a plan is written in
        themes = {quad.object for quad in facts.store.quads_for_pattern(None, term("ccc:theme"), None, None) if facts.is_a(quad.subject, "ccc:Action")}
        for theme in sorted(themes, key=str):
            say(this, "dcat:theme", theme)
            say(this, "dcat:keyword", english(facts.label(theme)))
            self.sheet.is_a(theme, "skos:Concept")
            say(theme, "skos:prefLabel", english(facts.label(theme)))
            say(theme, "skos:inScheme", *facts.nodes(theme, "skos:inScheme"))
        rights = self._node("rights")
        self._rights(rights, _COMPOSED)
        say(this, "dct:rights", rights, *(self._node("rights", id_) for id_ in self.ids))

    def _provenance(self) -> None:
        """The program that made it, as the graph names it, the documents, what was done with them, and the terms and shapes that it keeps to."""
        this, say, facts = self.this, self._say, self.facts
        made = {quad.object for quad in facts.store.quads_for_pattern(None, term("prov:wasGeneratedBy"), None, None)}
        work = sorted((each for each in made if isinstance(each, NamedNode)), key=str)
        for version in sorted({version for each in work if (version := facts.text(each, "ccc:programVersion"))}):
            program = node("program", "concordat", version)
            self.sheet.is_a(program, "prov:SoftwareAgent", "foaf:Agent")
            say(program, "foaf:name", f"concordat {version}")
            say(this, "dct:creator", program)
        say(this, "prov:wasDerivedFrom", *self.sources.values())
        say(this, "prov:wasGeneratedBy", *work)
        for each in work:
            self.sheet.is_a(each, "prov:Activity")
        for header in (facts, *_headers(SHAPES_FILE)):
            for ontology in header.instances("owl:Ontology"):
                self._standard(header.node(ontology, "owl:versionIRI") or ontology, header.text(ontology, "dct:title"))

    def _standard(self, standard: NamedNode, title: str) -> None:
        self.sheet.is_a(standard, "dct:Standard")
        self._say(standard, "dct:title", english(title) if title else None)
        self._say(self.this, "dct:conformsTo", standard)

    def _rights(self, this: NamedNode, words: str) -> None:
        self.sheet.is_a(this, "dct:RightsStatement")
        self._say(this, "rdfs:label", english(words))

    def _period(self) -> None:
        """From the first to the last day that a dated start or finish of an action may mean."""
        dates = self.facts.instances("ccc:FuzzyDate")
        days = [day for each in dates for bound in ("ccc:earliest", "ccc:latest") if (day := self.facts.text(each, bound))]  # in ISO form, so that they sort
        if days:
            this = self._node("period")
            self.sheet.is_a(this, "dct:PeriodOfTime")
            self._say(this, "dcat:startDate", Literal(min(days), datatype=vocab.DATE))
            self._say(this, "dcat:endDate", Literal(max(days), datatype=vocab.DATE))
            self._say(this, "rdfs:comment", english("From the first to the last day that a dated start or finish of an action may mean."))
            self._say(self.this, "dct:temporal", this)

    def _description(self) -> None:
        this = self._node("description")
        self.sheet.is_a(this, "void:DatasetDescription")
        self._say(this, "dct:title", english("Description of the dataset"))
        self._say(this, "foaf:primaryTopic", self.this)

    def _file(self, name: str, written: Stamp) -> None:
        """One file: its kind, its size and its fingerprint; an address only if somebody has said where the folder stands."""
        this, say = self._node("file", *name.split("/")), self._say
        media, syntax, about = _KINDS.get(PurePosixPath(name).suffix.lower(), (None, None, None))
        self.sheet.is_a(this, "dcat:Distribution")
        say(this, "dct:title", english(name))
        say(this, "dct:identifier", name)
        say(this, "dct:description", english(about) if about else None)
        if media:
            self._named(this, "dcat:mediaType", f"media:{media}", "dct:MediaType")
        say(this, "dcat:byteSize", Literal(str(written.size), datatype=term("xsd:nonNegativeInteger")))
        self._checksum(this, written.sha256)
        say(self.this, "dcat:distribution", this)
        say(self.this, "void:feature", term(f"format:{syntax}") if syntax else None)
        if self.at:
            where = NamedNode(self.at + quote(name))
            say(this, "dcat:accessURL", where)
            say(this, "dcat:downloadURL", where)
            say(self.this, "void:dataDump", where if syntax else None)

    def _checksum(self, file: NamedNode, sha256: str) -> None:
        this = NamedNode(f"{file.value}/sha256")
        self.sheet.is_a(this, "spdx:Checksum")
        self._named(this, "spdx:algorithm", "spdx:checksumAlgorithm_sha256", "spdx:ChecksumAlgorithm")
        self._say(this, "spdx:checksumValue", Literal(sha256, datatype=term("xsd:hexBinary")))
        self._say(file, "spdx:checksum", this)

    def _source(self, id_: str, plan: NamedNode) -> None:
        """The document that was read; its publisher is words, since words are all that is known."""
        this, say, facts = self.sources.get(id_), self._say, self.facts
        rights = facts.text(this, "dct:rights") if this else ""
        self._rights(self._node("rights", id_), f"{facts.text(plan, 'dct:title')}: {rights or 'nothing is known of the rights in this document. Ask its publisher.'}")
        if this is None:
            return
        self.sheet.is_a(this, "prov:Entity", "foaf:Document")
        say(this, "dct:title", english(facts.text(plan, "dct:title")))
        say(this, "dct:identifier", facts.value(this, "dct:identifier"))
        say(this, "dc:publisher", facts.value(plan, "ccc:publisherName"))
        say(this, "dct:issued", _as_far_as_known(facts.text(plan, "ccc:earliest"), facts.text(plan, "ccc:latest")))
        say(this, "foaf:page", facts.node(this, "ccc:publishedAt"))
        say(this, "dct:rights", self._node("rights", id_))
        self._checksum(this, facts.text(this, "ccc:sha256"))

    # ---- VoID: how large it is, and what it is made of

    def _size(self) -> None:
        this, say, found = self.this, self._say, self.counts
        say(this, "void:uriSpace", vocab.ID)
        say(this, "void:triples", found.triples)
        say(this, "void:entities", found.entities)
        say(this, "void:distinctSubjects", found.subjects)
        say(this, "void:distinctObjects", found.objects)
        say(this, "void:classes", len(found.classes))
        say(this, "void:properties", len(found.properties))
        say(this, "void:vocabulary", *(NamedNode(each) for each in sorted({_namespace(iri) for iri in (*found.classes, *found.properties)})))
        say(this, "void:exampleResource", self.plans[0], *self.facts.in_order(self.facts.instances("ccc:Action"))[:1])

    def _named_graphs(self) -> None:
        licence = {id_: self.facts.node(id_, "dct:license") for id_ in self.facts.instances("owl:Ontology")}
        for iri, triples in self.counts.graphs.items():
            this, named = NamedNode(iri), self._node("graph", *iri.removeprefix(vocab.GRAPH).split("/"))
            kind = iri.removeprefix(vocab.GRAPH).partition("/")[0] if iri.startswith(vocab.GRAPH) else ""
            self.sheet.is_a(this, "sd:Graph", "void:Dataset")
            self._say(this, "dct:title", english(_GRAPHS[kind]) if kind in _GRAPHS else None)
            self._say(this, "void:triples", triples)
            self._say(this, "dct:license", *(each for each in licence.values() if kind == "ontology"))
            self.sheet.is_a(named, "sd:NamedGraph")
            self._say(named, "sd:name", this)
            self._say(named, "sd:graph", this)
            self._say(self.this, "void:subset", this)
            self._say(self.this, "sd:namedGraph", named)

    def _partitions(self) -> None:
        for word, counted, unit in (("class", self.counts.classes, "void:entities"), ("property", self.counts.properties, "void:triples")):
            for iri, number in counted.items():
                this = self._node(word, *_key(iri))
                self.sheet.is_a(this, "void:Dataset")
                self._say(this, f"void:{word}", NamedNode(iri))
                self._say(this, unit, number)
                self._say(self.this, f"void:{word}Partition", this)

    def _links(self) -> None:
        """What leads to things that another site has named, by the property that leads there."""
        for (site, prop), triples in self.counts.links.items():
            this, target = self._node("links", urlsplit(site).netloc, *_key(prop)), self._node("site", urlsplit(site).netloc)
            self.sheet.is_a(this, "void:Linkset")
            self._say(this, "void:subjectsTarget", self.this)
            self._say(this, "void:objectsTarget", target)
            self._say(this, "void:linkPredicate", NamedNode(prop))
            self._say(this, "void:triples", triples)
            self._say(self.this, "void:subset", this)
            self.sheet.is_a(target, "void:Dataset")
            self._say(target, "void:uriSpace", site)


def _headers(*files: Path) -> Iterator[Facts]:
    """What the files that are there say, of themselves too."""
    for path in files:
        if path.exists():
            store = Store()
            store.load(path=str(path), format=RdfFormat.TURTLE)
            yield Facts(store)


def _key(iri: str) -> tuple[str, ...]:
    """What stands for a term or a graph in an IRI of ours: its prefixed name, as ``ccc`` and ``Action``, or the whole of a strange one."""
    names = {**vocab.PREFIXES, **vocab.DESCRIBING}
    return next(((name, iri.removeprefix(start)) for name, start in names.items() if iri.startswith(start)), (iri,))


def _namespace(iri: str) -> str:
    """The vocabulary of a term: everything up to its name."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] or iri


def _as_far_as_known(earliest: str, latest: str) -> Literal | None:
    """A day, a month or a year, if that is what the two bounds span.

    >>> _as_far_as_known("2016-10-01", "2016-10-31").value
    '2016-10'
    """
    if not (earliest and latest):
        return None
    try:
        first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
    except ValueError:
        raise GraphError(f"the plan is said to be issued from {earliest} to {latest}, and one of them is no day: build the graph again") from None
    if first == last:
        return Literal(earliest, datatype=term("xsd:date"))
    if first.day == 1 and (last.year, last.month) == (first.year, first.month) and last.day == monthrange(last.year, last.month)[1]:
        return Literal(earliest[:7], datatype=term("xsd:gYearMonth"))
    whole_year = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year
    return Literal(earliest[:4], datatype=term("xsd:gYear")) if whole_year else None
