"""The door of the room."""

from digisoc.documents.actions import next_number

__all__ = ["next_number"]
