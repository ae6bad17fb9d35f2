"""What several tests share: databases, the running site, the browser, strictness, accounts."""
