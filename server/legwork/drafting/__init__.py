"""Drafting: what to say. Pure."""
