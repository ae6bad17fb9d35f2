"""The strict house fails what it says it fails."""
