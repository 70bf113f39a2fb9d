"""The name of the timer of a call; who sets it and who runs it both need it."""

# As it stands in the due rows of towns that run: calls were a part of chat.
RUN_OUT = "chat.call"
