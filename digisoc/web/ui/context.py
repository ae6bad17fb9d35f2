"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from digisoc.kernel import clock


def page(request: HttpRequest) -> dict[str, Any]:
    """`actor`, `today`, `is_demo`."""
    return {"actor": getattr(request, "actor", None), "today": clock.today(), "is_demo": settings.DIGISOC_DEMO}
