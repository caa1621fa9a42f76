"""The exceptions that a user may see: one line that says where it is wrong and what to do next."""

from __future__ import annotations


class ConcordatError(Exception):
    """Files, data or program could not do what was asked (exit code 3)."""

    exit_code = 3


class SourceError(ConcordatError):
    """A document that cannot be read as a plan."""


class RegisterError(ConcordatError):
    """A register file with a wrong row; the message names file, row and column."""


class DecisionError(ConcordatError):
    """A file of a reviewer's decisions with a wrong row; the message names file, row and column."""


class GraphError(ConcordatError):
    """A graph file that is missing, unreadable or not well formed."""


class AnalysisError(ConcordatError):
    """A measure that is not defined for the network it was given."""


class OutputError(ConcordatError):
    """A result that could not be written."""


class UsageError(ConcordatError):
    """The command line alone is wrong: an unknown name, a value outside those allowed, a query with a syntax error (exit code 2)."""

    exit_code = 2
