"""What `scripts/bench.py` can measure, one module for each thing measured."""
