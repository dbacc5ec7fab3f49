"""Bytes nobody would send, for every parser of the importers: what must hold, and two ways to find what breaks it."""
