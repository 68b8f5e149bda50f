"""The leaflet: one A4 page on what being a participant means, from the network's answers alone."""
