"""All tests; the folders mirror `digisoc`. What several of them need is in `support` and in `conftest`."""
