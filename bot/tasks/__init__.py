"""Tasks that live: followed, reminded of, reported on."""
