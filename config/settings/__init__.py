"""Settings by environment: base for all, demo for `./run demo`, test for `./run test`, production."""
