"""The name of the timer of a call; who sets it and who runs it both need it."""

RUN_OUT = "chat.call"
