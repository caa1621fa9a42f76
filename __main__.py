"""`python -m concordat` is the `concordat` command."""

from concordat.cli import main

main()
