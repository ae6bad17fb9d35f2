"""How dates and numbers look: the same in both languages, as people in Latvia write them."""
