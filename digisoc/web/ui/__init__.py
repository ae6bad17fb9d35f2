"""What all audiences share: components, the guard on every address, error pages, formats. Knows no audience."""
