"""Roads: how long it takes by car, and which way. Loaded by who asks for it, and by nobody else:
numpy and scipy take 50 MB.
"""
