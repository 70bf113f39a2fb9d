"""The name of the timer of a call of a group; who sets it and who runs it both need it."""

RUN_OUT = "group_calls.run_out"
