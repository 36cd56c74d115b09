"""What people may write, as tables of rows: headings, commands, small words and courtesies in seven languages.

The readers in `paceline.inbox.reply*` know shapes only; every word that they look for is here. `python -m
paceline.inbox.grammar` prints the tables as docs/grammar.md.
"""
