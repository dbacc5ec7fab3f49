"""The store: all SQL."""
