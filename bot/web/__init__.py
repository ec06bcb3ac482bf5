"""The public pages: the same answers in a browser, made on the server, working without JavaScript."""
