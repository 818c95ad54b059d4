"""The site: settings, addresses, the API's router, pages about the Atlas itself. Nothing imports it."""
