"""The only package that knows the environment; nothing in `digisoc` imports it."""
