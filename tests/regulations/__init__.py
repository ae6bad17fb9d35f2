"""Municipal regulations: content, law, four eyes, benefits decided."""
