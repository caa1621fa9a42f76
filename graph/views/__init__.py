"""Networks to pages that open without a network connection."""
