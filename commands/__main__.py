"""`python -m commands` is `madang`."""

from commands.main import main

main()
