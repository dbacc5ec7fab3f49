"""The research note: what is known of a contact before one writes or talks, from facts that are handed in. Pure."""
