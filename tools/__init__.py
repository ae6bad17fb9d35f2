"""Tools of the house: what `./run` calls beside the product itself."""
