"""Friends who pay for the seats of an order, each their own."""
