"""Refusals of the simulated platform: HTTP status and a stable error code (codes are assumed, not published)."""


class Refusal(Exception):
    """Answered as JSON `{"error": code, "message": text, "request_id": …}`."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
