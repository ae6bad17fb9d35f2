"""All screens, by audience: pages are composed here from the doors of the rooms below.

Refuses to know: any rule of law, any table, who may do what; it asks the rooms and shows what they answer.
"""
