"""What stood in a directory of each release, kept so that every later release can take it over.

`python -m tests.snapshots.make 0.3.0` keeps that of a new release;
tests/test_snapshots.py brings each up to date.
"""
