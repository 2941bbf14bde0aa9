"""One form per act on an experiment. Import from the module of the act."""
