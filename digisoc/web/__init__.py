"""All screens, by audience. Pages are composed here from the doors of the rooms below; no rule of law stands here."""
