"""What the program costs: run on demand, never a timed assertion in the suite."""
