"""Who may act, and for whom."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from digisoc.accounts.enums import Role
from digisoc.accounts.models import Institution, Mandate, User
from digisoc.accounts.types import Actor


def institution(institution_id: int) -> Institution:
    """One institution by its key."""
    return Institution.objects.get(pk=institution_id)


def actors_of(user: User, day: date) -> list[Actor]:
    """Every institution for which the user may act on a day, in Latvian order of the institutions' names."""
    mandates = Mandate.objects.filter(user=user, period__contains=day).select_related("institution")
    roles: dict[Institution, set[Role]] = defaultdict(set)
    for mandate in mandates.order_by("institution__sort_key"):
        roles[mandate.institution].add(Role(mandate.role))
    return [
        Actor(user.pk, user.display_name, place.pk, place.name, frozenset(held)) for place, held in roles.items()
    ]


def actor_for(user: User, day: date, institution_id: int | None = None) -> Actor | None:
    """The user acting for the chosen institution, or for the first one; None without a mandate on that day."""
    actors = actors_of(user, day)
    chosen = [actor for actor in actors if actor.institution_id == institution_id]
    return next(iter([*chosen, *actors]), None)


def system_actor(institution_id: int) -> Actor:
    """The system itself, acting for an institution in background jobs; holds no role."""
    return Actor(0, "DigiSoc", institution_id, institution(institution_id).name, frozenset())


def user_names(ids: Iterable[int]) -> dict[int, str]:
    """Display names by user id; id 0 is the system."""
    names = dict(User.objects.filter(pk__in=set(ids)).values_list("pk", "display_name"))
    return {0: "DigiSoc", **names}


def demo_users() -> QuerySet[User]:
    """The one-click accounts of a demonstration."""
    return User.objects.filter(is_demo=True).prefetch_related("mandates__institution").order_by("pk")
