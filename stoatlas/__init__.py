"""The site: settings, addresses, the API's router and the pages about the Atlas itself. Nothing imports it."""
