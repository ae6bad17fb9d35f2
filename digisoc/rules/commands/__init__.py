"""The commands of `./run rules`, one module each: it adds its own parser and returns an exit status."""
