"""The staff's screens of a social service: dense, tables first, the next action always in sight."""
