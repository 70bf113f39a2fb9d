"""Pictures, speech and films that strangers send, made into what every browser can show.

Nothing here touches a stranger's bytes in this process: that is done by programs of their own,
which can be killed and cannot take much (`contained`).
"""
