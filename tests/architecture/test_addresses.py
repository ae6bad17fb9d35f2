"""Every address says who may come in."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.floors import stale

#: Modules whose views carry no guard of ours, and why that is right.
WITHOUT_GUARD = {
    "allauth.account": "signing in and out and changing one's own password; allauth guards them itself",
    "allauth.mfa": "one's own second factor; allauth demands the signed-in user and a fresh password",
}


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        here = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, here)
        else:
            yield here, entry


def module_of(pattern: URLPattern) -> str:
    view = getattr(pattern.callback, "view_class", pattern.callback)
    return str(view.__module__)


def test_every_address_has_a_guard():
    found = list(addresses(get_resolver()))
    bare = {address: module_of(pattern) for address, pattern in found if not hasattr(pattern.callback, "guard")}
    used = {name for name in WITHOUT_GUARD for module in bare.values() if module.startswith(name + ".")}
    unguarded = [
        f"/{address} ({module})" for address, module in bare.items()
        if not any(module.startswith(name + ".") for name in WITHOUT_GUARD)
    ]
    assert unguarded + stale(WITHOUT_GUARD, used) == []


def test_a_public_address_says_why():
    guards = [pattern.callback.guard for _, pattern in addresses(get_resolver()) if hasattr(pattern.callback, "guard")]
    public = [guard for guard in guards if isinstance(guard, str)]
    assert all(len(guard.removeprefix("public: ")) > 10 for guard in public)
    assert len(public) < len(guards), "no guarded address at all"
