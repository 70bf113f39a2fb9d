"""vCard 2.1, 3.0 and 4.0: cutting a stream into cards, reading their lines, writing them."""
