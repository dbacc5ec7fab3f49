"""The verbs of the desk, each fetch, think, save."""
