"""Pages of the admin that are more than a table; `zaken.admin` registers them with the others."""
