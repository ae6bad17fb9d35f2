"""The variables of the law, one module per group of articles; each lists its classes in `VARIABLES`."""
