"""Outreach: whom to write to today, and why. Pure."""
