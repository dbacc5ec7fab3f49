"""Legwork's importers: files in, rows out. Pure; imports nothing else of Legwork."""
