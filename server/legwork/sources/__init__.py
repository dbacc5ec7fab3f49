"""What is open to anyone on the web about a contact or their employer: looked up by an identifier, on request."""
