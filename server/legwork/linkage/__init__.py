"""Linkage: which records are one contact. Pure."""
