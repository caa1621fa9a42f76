"""Text to claims: one pure module a kind."""
