"""Names of database roles, apart from Django so that the launcher can use them."""

WEB_ROLE = "digisoc_web"
