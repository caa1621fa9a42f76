"""Networks to numbers. What a figure means, and what it does not, stands with the function that makes it; RDF is never seen here."""
