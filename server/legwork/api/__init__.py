"""JSON for the extension."""
