"""What the import contracts can't say: doors, foreign keys, fences, guards, keeping, furniture, budgets."""
