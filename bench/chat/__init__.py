"""`make bench-chat`: durable chat beside ejabberd, Prosody and Synapse, on one machine in one run."""
