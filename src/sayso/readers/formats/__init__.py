"""One reader of one file format a module: a drop-in folder, see `protocols.Reader`."""
