"""Legwork: a local-first outreach desk for people who find their way by talking to people."""

__version__ = "0.1.0"
